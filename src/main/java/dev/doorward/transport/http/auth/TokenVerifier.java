package dev.doorward.transport.http.auth;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;

/// Turns an access token into a caller, or says why not. Nothing here is remembered but that a
/// signature was good, for at most a minute, and what a provider said, for as long as its profile
/// allows; times are judged on every request.
final class TokenVerifier {
  private final VerifiedTokens known;
  private final SignedTokens signed;
  private final OpaqueTokens opaque;

  TokenVerifier(Collection<TrustedIssuer> issuers, OpaqueTokens opaque, InstantSource clock) {
    this.known = new VerifiedTokens(clock);
    this.signed = new SignedTokens(issuers, clock);
    this.opaque = opaque;
  }

  /// Judges a token known by its digest, without touching keys; empty when it was not seen lately.
  Optional<Verification> recall(ByteBuffer digest) {
    return known.recall(digest);
  }

  /// Judges a token in full; may wait for the issuer's keys, or for its answer.
  Verification verify(String token, ByteBuffer digest) {
    Verification verification =
        opaque
            .judgeOf(token)
            .map(provider -> opaque.judge(token, digest, provider))
            .orElseGet(() -> signed.judge(token));
    if (verification instanceof Verification.Verified verified) {
      known.remember(digest, verified);
    }
    return verification;
  }
}
