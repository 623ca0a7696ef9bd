package dev.doorward.transport.http.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Which opaque tokens their provider has called good within the last minute, by their digests. It
/// lets nobody in: whoever holds one is asked about again as always, but is no stranger, so that a
/// lock-out of his address does not keep him from being asked about.
final class RecentTokens {
  static final Duration REMEMBERED = Duration.ofSeconds(60);

  private static final int MOST = 10_000;

  private final InstantSource clock;
  private final Cache<ByteBuffer, Instant> good =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterWrite(REMEMBERED)
          .executor(Runnable::run)
          .build();

  RecentTokens(InstantSource clock) {
    this.clock = clock;
  }

  /// Takes what a provider has said. That it cannot be asked changes nothing.
  void told(ByteBuffer digest, Verification verification) {
    switch (verification) {
      case Verification.Verified _ -> good.put(digest, clock.instant().plus(REMEMBERED));
      case Verification.Rejected _ -> good.invalidate(digest);
      case Verification.Unavailable _, Verification.Limited _ -> {
        // What was known of it still is.
      }
    }
  }

  boolean knows(ByteBuffer digest) {
    Instant until = good.getIfPresent(digest);
    return until != null && clock.instant().isBefore(until);
  }

  /// Whether there is none at all, which spares the digest.
  boolean isEmpty() {
    return good.asMap().isEmpty();
  }
}
