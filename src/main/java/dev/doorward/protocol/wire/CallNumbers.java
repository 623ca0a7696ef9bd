package dev.doorward.protocol.wire;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// The server's own ids of requests, for logs and audit: unlike the client's they are unique.
public final class CallNumbers {
  /// Tells two runs of the server apart in one log.
  private static final String RUN =
      Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36) + "-";

  private static final AtomicLong NEXT = new AtomicLong();

  private CallNumbers() {}

  /// Another id.
  public static String next() {
    return RUN + Long.toString(NEXT.incrementAndGet(), 36);
  }
}
