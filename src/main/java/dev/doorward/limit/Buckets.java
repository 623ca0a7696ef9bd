package dev.doorward.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One bucket of permits per key, all of one rate, refilled when the interval is over. Keys that
/// have been quiet for so long that their bucket is full again are forgotten, and there are never
/// more than a given number.
final class Buckets<K> {
  private final String scope;
  private final TimeMeter time;
  private final Cache<K, Held> buckets;
  private volatile Rate rate;

  /// A bucket and the rate it was last filled by.
  private record Held(Bucket bucket, Rate rate) {}

  /// @param scope whose permits these are, as [Decision#scope] says it
  /// @param most how many keys are remembered; beyond that the least used are forgotten
  /// @param nanos a clock that only goes forward
  Buckets(String scope, Rate rate, int most, LongSupplier nanos) {
    this.scope = scope;
    this.rate = rate;
    this.time = new Clock(nanos);
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(most)
            .ticker(nanos::getAsLong)
            // Housekeeping is short; waking a thread for it costs more than doing it.
            .executor(Runnable::run)
            .expireAfterAccess(forgottenAfter(rate))
            .build();
  }

  private static Duration forgottenAfter(Rate rate) {
    return rate.fullAfter().plus(rate.period());
  }

  /// Sets another rate. Whoever has used half of its permits then has used half of the new ones:
  /// nobody gets a full bucket for it, and nobody an empty one.
  void reconfigure(Rate next) {
    if (next.equals(rate)) {
      return;
    }
    rate = next;
    buckets
        .policy()
        .expireAfterAccess()
        .ifPresent(
            expiry -> {
              // Never sooner than before: a bucket of the old rate may still be filling.
              if (forgottenAfter(next).compareTo(expiry.getExpiresAfter()) > 0) {
                expiry.setExpiresAfter(forgottenAfter(next));
              }
            });
  }

  private record Clock(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  /// Takes one permit, or says how long to wait.
  Decision take(K key) {
    Rate now = rate;
    Held held = buckets.get(key, _ -> new Held(newBucket(now), now));
    if (!held.rate().equals(now)) {
      held = buckets.asMap().compute(key, (_, known) -> refilledBy(now, known));
    }
    ConsumptionProbe probe = held.bucket().tryConsumeAndReturnRemaining(1);
    return new Decision(
        probe.isConsumed(),
        scope,
        now.permits(),
        now.period(),
        probe.getRemainingTokens(),
        probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Held refilledBy(Rate now, @Nullable Held known) {
    if (known == null) {
      return new Held(newBucket(now), now);
    }
    if (!known.rate().equals(now)) {
      known
          .bucket()
          .replaceConfiguration(configuration(now), TokensInheritanceStrategy.PROPORTIONALLY);
    }
    return new Held(known.bucket(), now);
  }

  double perSecond() {
    Rate now = rate;
    return (double) now.permits() / now.period().toSeconds();
  }

  /// How many keys are remembered now.
  long size() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private Bucket newBucket(Rate by) {
    return Bucket.builder().withCustomTimePrecision(time).addLimit(bandwidth(by)).build();
  }

  private static BucketConfiguration configuration(Rate by) {
    return BucketConfiguration.builder().addLimit(bandwidth(by)).build();
  }

  private static Bandwidth bandwidth(Rate by) {
    return Bandwidth.builder()
        .capacity(by.burst())
        .refillIntervally(by.permits(), by.period())
        .build();
  }
}
