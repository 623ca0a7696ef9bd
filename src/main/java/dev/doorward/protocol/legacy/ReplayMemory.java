package dev.doorward.protocol.legacy;

import java.util.concurrent.atomic.AtomicLong;

/// The bytes that all streams of one session together may keep for replay.
final class ReplayMemory {
  private final AtomicLong free;

  ReplayMemory(long bytes) {
    this.free = new AtomicLong(bytes);
  }

  /// Takes some, if so much is free.
  boolean take(long bytes) {
    long now = free.get();
    while (now >= bytes) {
      if (free.compareAndSet(now, now - bytes)) {
        return true;
      }
      now = free.get();
    }
    return false;
  }

  /// Gives some back.
  void giveBack(long bytes) {
    free.addAndGet(bytes);
  }
}
