package dev.doorward.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WatchTest {
  @Test
  void goesOnLookingAfterABug() throws InterruptedException {
    CountDownLatch looks = new CountDownLatch(3);
    try (Watch _ =
        Watch.every(
            Duration.ofMillis(1),
            "test",
            () -> {
              looks.countDown();
              throw new IllegalStateException("a bug, on purpose");
            })) {
      assertThat(looks.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
