package dev.doorward.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LookupLimiterTest {
  private final AtomicLong nanos = new AtomicLong();
  private final LookupLimiter limiter = new LookupLimiter(nanos::get);

  private static ByteBuffer credential(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(0, number);
  }

  @Test
  void givesTenPermitsAMinuteToEachCredential() {
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.take(credential(1)).allowed()).isTrue();
    }
    Decision refused = limiter.take(credential(1));

    assertThat(refused.allowed()).isFalse();
    assertThat(refused.scope()).isEqualTo("token");
    assertThat(refused.retryIn()).isEqualTo(Duration.ofMinutes(1));
    assertThat(limiter.take(credential(2)).allowed()).isTrue();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(limiter.take(credential(1)).allowed()).isTrue();
  }

  @Test
  void remembersABoundedNumberOfCredentialsWhateverArrives() {
    for (int i = 0; i < 2 * LookupLimiter.MOST_CREDENTIALS; i++) {
      limiter.take(credential(i));
    }

    assertThat(limiter.remembered()).isLessThanOrEqualTo(LookupLimiter.MOST_CREDENTIALS);
  }
}
