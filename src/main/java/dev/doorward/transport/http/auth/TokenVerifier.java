package dev.doorward.transport.http.auth;

import dev.doorward.limit.Network;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/// Turns an access token into a caller, or says why not. Nothing here is remembered but that a
/// signature was good, for at most a minute, and what a provider said, for as long as its profile
/// allows; times are judged on every request.
final class TokenVerifier {
  private static final Optional<Network> OURSELVES = Optional.empty();

  private final InstantSource clock;
  private volatile Judgement now;

  /// Who is trusted, and what was found of tokens since: swapped together, so that nothing found by
  /// a former trust is ever recalled, whatever was on its way.
  private record Judgement(
      VerifiedTokens known, RecentTokens lately, SignedTokens signed, OpaqueTokens opaque) {
    /// Judges a token in full, and remembers it if it is good.
    Verification judge(String token, ByteBuffer digest, Optional<Network> source) {
      Optional<TokenLookup> provider = opaque.judgeOf(token);
      Verification verification =
          provider
              .map(asked -> opaque.judge(token, digest, asked, source))
              .orElseGet(() -> signed.judge(token));
      if (provider.isPresent()) {
        lately.told(digest, verification);
      }
      if (verification instanceof Verification.Verified verified) {
        known.remember(digest, verified);
      }
      return verification;
    }

    void refresh(String token, ByteBuffer digest) {
      Verification verification = new Verification.Unavailable(0);
      try {
        verification = judge(token, digest, OURSELVES);
      } finally {
        known.refreshed(digest, verification);
      }
    }
  }

  TokenVerifier(Collection<TrustedIssuer> issuers, OpaqueTokens opaque, InstantSource clock) {
    this.clock = clock;
    this.now = judgement(issuers, opaque);
  }

  private Judgement judgement(Collection<TrustedIssuer> issuers, OpaqueTokens opaque) {
    return new Judgement(
        new VerifiedTokens(clock),
        new RecentTokens(clock),
        new SignedTokens(issuers, clock),
        opaque);
  }

  InstantSource clock() {
    return clock;
  }

  /// Trusts these issuers and providers and no others from now on, and forgets every token.
  void trust(Collection<TrustedIssuer> issuers, OpaqueTokens opaque) {
    now = judgement(issuers, opaque);
  }

  /// Judges a token known by its digest, without touching keys; empty when it was not seen lately.
  Optional<Verification> recall(ByteBuffer digest) {
    return now.known().recall(digest);
  }

  /// Verifies a signed token in use again, beside its requests, when it would soon be forgotten:
  /// all its connections would have to wait for that otherwise, and each would do it. Providers are
  /// asked as rarely as their profile says.
  void refreshAhead(String token, ByteBuffer digest, Verification.Verified seen) {
    Judgement current = now;
    if (current.known().refreshDue(seen)
        && current.opaque().judgeOf(token).isEmpty()
        && current.known().claimRefresh(digest)) {
      Thread.ofVirtual().name("token-refresh").start(() -> current.refresh(token, digest));
    }
  }

  /// Whether a provider has called a token good within the last minute.
  ///
  /// @param digest is not asked for when none was
  boolean goodLately(Supplier<ByteBuffer> digest) {
    RecentTokens lately = now.lately();
    return !lately.isEmpty() && lately.knows(digest.get());
  }

  /// The same as below, for ourselves, who may wait for a turn to ask.
  Verification verify(String token, ByteBuffer digest) {
    return verify(token, digest, OURSELVES);
  }

  /// Judges a token in full; may wait for the issuer's keys, or for its answer.
  ///
  /// @param source whence it came
  Verification verify(String token, ByteBuffer digest, Network source) {
    return verify(token, digest, Optional.of(source));
  }

  private Verification verify(String token, ByteBuffer digest, Optional<Network> source) {
    Judgement current = now;
    Verification verification = current.judge(token, digest, source);
    // That may have taken seconds: whoever is not trusted any more by now must not come in.
    return current.equals(now) ? verification : now.judge(token, digest, source);
  }
}
