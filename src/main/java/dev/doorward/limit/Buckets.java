package dev.doorward.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/// One bucket of permits per key, all of one rate, refilled when the interval is over. Keys that
/// have been quiet for so long that their bucket is full again are forgotten, and there are never
/// more than a given number.
final class Buckets<K> {
  private final String scope;
  private final Rate rate;
  private final TimeMeter time;
  private final Cache<K, Bucket> buckets;

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
            .expireAfterAccess(rate.fullAfter().plus(rate.period()))
            .build();
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
    Bucket bucket = buckets.get(key, _ -> newBucket());
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return new Decision(
        probe.isConsumed(),
        scope,
        rate.permits(),
        rate.period(),
        probe.getRemainingTokens(),
        probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  double perSecond() {
    return (double) rate.permits() / rate.period().toSeconds();
  }

  /// How many keys are remembered now.
  long size() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(
            limit -> limit.capacity(rate.burst()).refillIntervally(rate.permits(), rate.period()))
        .build();
  }
}
