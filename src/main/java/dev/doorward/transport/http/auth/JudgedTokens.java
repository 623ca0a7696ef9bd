package dev.doorward.transport.http.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What was found of the tokens of open streams, by their digests. However many streams one token
/// has, it is judged for all of them once a minute, and once after a change of what is accepted:
/// each time its provider may have to be asked. It lets nobody in.
final class JudgedTokens {
  /// How long nobody tries again whose turn it was not.
  static final Duration BRIEFLY = Duration.ofSeconds(1);

  private static final int MOST = 10_000;

  private final InstantSource clock;
  private final LongSupplier trust;
  private final Cache<ByteBuffer, Turn> turns =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterWrite(Standing.ENOUGH)
          .executor(Runnable::run)
          .build();

  /// A judgement that somebody has begun, and what came of it.
  private record Turn(long trust, CompletableFuture<Judged> judged) {}

  /// @param trust a number that is another one whenever other credentials are accepted
  JudgedTokens(InstantSource clock, LongSupplier trust) {
    this.clock = clock;
    this.trust = trust;
  }

  /// Takes what was found for a request, unless something newer is known.
  void found(ByteBuffer digest, Judged judged) {
    Turn turn = new Turn(judged.trust(), CompletableFuture.completedFuture(judged));
    turns.asMap().merge(digest, turn, (last, next) -> isBefore(last, judged) ? next : last);
  }

  private static boolean isBefore(Turn last, Judged judged) {
    return last.trust() != judged.trust()
        ? last.trust() < judged.trust()
        : last.judged().isDone() && last.judged().join().at().isBefore(judged.at());
  }

  /// Judges a token, or waits for whoever does, or tells what was found a short time ago.
  ///
  /// @param judgement judges it in full; may wait
  @SuppressWarnings("ReferenceEquality") // two that are not done are alike in all else
  Judged judge(ByteBuffer digest, Supplier<Verification> judgement) {
    CompletableFuture<Judged> mine = new CompletableFuture<>();
    long asked = trust.getAsLong();
    CompletableFuture<Judged> first =
        turns
            .asMap()
            .compute(
                digest,
                (_, last) -> last != null && holds(last, asked) ? last : new Turn(asked, mine))
            .judged();
    if (first != mine) {
      return first.join();
    }
    try {
      Instant at = clock.instant();
      mine.complete(new Judged(asked, at, judgement.get()));
      return mine.join();
    } finally {
      // Only when something threw, which is a bug: nobody may wait for ever, nor stay for it.
      mine.complete(new Judged(asked, clock.instant(), new Verification.Rejected("fault")));
    }
  }

  private boolean holds(Turn turn, long asked) {
    if (turn.trust() != asked) {
      return false;
    }
    if (!turn.judged().isDone()) {
      return true;
    }
    Judged judged = turn.judged().join();
    Duration enough =
        switch (judged.verification()) {
          case Verification.Verified _, Verification.Rejected _ -> Standing.ENOUGH;
          case Verification.Unavailable(_, boolean full) -> full ? BRIEFLY : Standing.RETRY;
          case Verification.Limited _ -> BRIEFLY;
        };
    return clock.instant().isBefore(judged.at().plus(enough));
  }
}
