package dev.doorward.protocol.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.service.Change;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChangeFeedTest {
  @Test
  void aClientThatDoesNotReadHoldsNobodyUpAndHearsOfEachChangeOnce() throws InterruptedException {
    CountDownLatch reads = new CountDownLatch(1);
    BlockingQueue<Change> heard = new LinkedBlockingQueue<>();
    ChangeFeed feed =
        new ChangeFeed(
            change -> {
              heard.add(change);
              awaitQuietly(reads);
            });
    feed.add(new Change.Tools());
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new Change.Tools());
    for (int i = 0; i < 10_000; i++) {
      feed.add(new Change.Prompts());
      feed.add(new Change.Updated("test://one"));
    }
    reads.countDown();
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new Change.Prompts());
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new Change.Updated("test://one"));
    feed.add(new Change.Resources());
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new Change.Resources());
    assertThat(heard).isEmpty();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
