package dev.doorward.watch;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at something at intervals, on a thread of its own, until it is closed. A bug in one look
/// is logged and does not end the looking.
public final class Watch implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final CountDownLatch closed = new CountDownLatch(1);

  private Watch() {}

  /// Begins to look.
  ///
  /// @param pause how long to wait before each look
  /// @param name what is watched, for the thread and the log
  public static Watch every(Duration pause, String name, Runnable look) {
    Watch watch = new Watch();
    Thread.ofVirtual().name(name).start(() -> watch.run(pause, name, look));
    return watch;
  }

  private void run(Duration pause, String name, Runnable look) {
    while (!closedWithin(pause)) {
      try {
        look.run();
      } catch (RuntimeException | Error fault) {
        // Whatever it was: a watch that ends would be missed by nobody until it matters.
        LOG.atError().addKeyValue("watch", name).setCause(fault).log("watch.fault");
      }
    }
  }

  private boolean closedWithin(Duration pause) {
    try {
      return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
