package dev.doorward.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.doorward.caller.CallerId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A bucket of permits per caller, refilled steadily. Callers that have been quiet for a whole
/// period are forgotten: their bucket would be full again anyway.
public final class RateLimiter {
  private static final int MOST_CALLERS = 100_000;

  private final @Nullable Rate rate;
  private final @Nullable Cache<CallerId, Bucket> buckets;

  /// @param rate the permits per caller; empty only for the local caller, who is not limited unless
  ///   asked for
  public RateLimiter(Optional<Rate> rate) {
    this.rate = rate.orElse(null);
    this.buckets =
        rate.map(
                r ->
                    Caffeine.newBuilder()
                        .maximumSize(MOST_CALLERS)
                        // Housekeeping is short; waking a thread for it costs more than doing it.
                        .executor(Runnable::run)
                        .expireAfterAccess(r.period().multipliedBy(2))
                        .<CallerId, Bucket>build())
            .orElse(null);
  }

  /// Takes one permit of the caller's, or says how long to wait.
  public Decision take(CallerId caller) {
    if (rate == null || buckets == null) {
      return Decision.unlimited();
    }
    Bucket bucket = buckets.get(caller, id -> newBucket(rate));
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return new Decision(
        probe.isConsumed(),
        rate.permits(),
        probe.getRemainingTokens(),
        probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private static Bucket newBucket(Rate rate) {
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity(rate.permits()).refillGreedy(rate.permits(), rate.period()))
        .build();
  }
}
