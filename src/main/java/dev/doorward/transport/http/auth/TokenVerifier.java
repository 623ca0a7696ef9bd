package dev.doorward.transport.http.auth;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;

/// Turns an access token into a caller, or says why not. Nothing here is remembered but that a
/// signature was good, for at most a minute; times are judged on every request.
final class TokenVerifier {
  private final InstantSource clock;
  private volatile Judgement now;

  /// Who is trusted, and what was found of tokens since: swapped together, so that nothing found by
  /// a former trust is ever recalled, whatever was on its way.
  private record Judgement(VerifiedTokens known, SignedTokens signed) {}

  TokenVerifier(Collection<TrustedIssuer> issuers, InstantSource clock) {
    this.clock = clock;
    this.now = judgement(issuers);
  }

  private Judgement judgement(Collection<TrustedIssuer> issuers) {
    return new Judgement(new VerifiedTokens(clock), new SignedTokens(issuers, clock));
  }

  /// Trusts these issuers and no others from now on, and forgets every token.
  void trust(Collection<TrustedIssuer> issuers) {
    now = judgement(issuers);
  }

  /// Judges a token known by its digest, without touching keys; empty when it was not seen lately.
  Optional<Verification> recall(ByteBuffer digest) {
    return now.known().recall(digest);
  }

  /// Judges a token in full; may wait for the issuer's keys.
  Verification verify(String token, ByteBuffer digest) {
    Judgement current = now;
    Verification verification = current.signed().judge(token);
    if (verification instanceof Verification.Verified verified) {
      current.known().remember(digest, verified);
    }
    return verification;
  }
}
