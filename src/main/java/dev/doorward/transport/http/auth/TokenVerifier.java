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

  /// Verifies a signed token in use again, beside its requests, when it would soon be forgotten: all
  /// its connections would have to wait for that otherwise, and each would do it. Providers are
  /// asked as rarely as their profile says.
  void refreshAhead(String token, ByteBuffer digest, Verification.Verified seen) {
    if (known.refreshDue(seen)
        && opaque.judgeOf(token).isEmpty()
        && known.claimRefresh(digest)) {
      Thread.ofVirtual().name("token-refresh").start(() -> refresh(token, digest));
    }
  }

  private void refresh(String token, ByteBuffer digest) {
    Verification verification = new Verification.Unavailable(0);
    try {
      verification = verify(token, digest);
    } finally {
      known.refreshed(digest, verification);
    }
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
