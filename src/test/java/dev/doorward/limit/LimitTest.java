package dev.doorward.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.caller.CallerId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LimitTest {
  private static final CallerId ADA = new CallerId("issuer", "ada");
  private static final CallerId BOB = new CallerId("issuer", "bob");

  @Test
  void readsARateAsItIsWritten() {
    assertThat(Rate.parse("100/minute")).isEqualTo(new Rate(100, Duration.ofMinutes(1)));
    assertThat(Rate.parse("5/second").toString()).isEqualTo("5/second");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0/minute", "-1/minute", "ten/minute", "10/day", "10", "", "99999999999/hour"})
  void refusesARateThatIsNone(String text) {
    assertThatThrownBy(() -> Rate.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countsEachCallerByItself() {
    RateLimiter limiter = new RateLimiter(Optional.of(Rate.parse("2/hour")));
    assertThat(limiter.take(ADA).allowed()).isTrue();
    assertThat(limiter.take(ADA).remaining()).isZero();
    Decision refused = limiter.take(ADA);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retryIn()).isBetween(Duration.ofMinutes(1), Duration.ofHours(1));
    assertThat(limiter.take(BOB).allowed()).isTrue();
  }

  @Test
  void admitsNoMoreThanTheRateUnderParallelCallers() throws InterruptedException {
    RateLimiter limiter = new RateLimiter(Optional.of(Rate.parse("100/hour")));
    AtomicInteger admitted = new AtomicInteger();
    Thread[] threads = new Thread[32];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int n = 0; n < 20; n++) {
                      admitted.addAndGet(limiter.take(ADA).allowed() ? 1 : 0);
                    }
                  });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(admitted).hasValue(100);
  }

  @Test
  void limitsCallsAtOnce() {
    ConcurrencyLimiter limiter = new ConcurrencyLimiter(2);
    assertThat(limiter.tryAcquire(ADA)).isTrue();
    assertThat(limiter.tryAcquire(ADA)).isTrue();
    assertThat(limiter.tryAcquire(ADA)).isFalse();
    assertThat(limiter.tryAcquire(BOB)).isTrue();
    limiter.release(ADA);
    assertThat(limiter.tryAcquire(ADA)).isTrue();
  }

  @Test
  void zeroCallsAtOnceIsNoLimitAnybodyCanSet() {
    assertThatThrownBy(() -> new ConcurrencyLimiter(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
