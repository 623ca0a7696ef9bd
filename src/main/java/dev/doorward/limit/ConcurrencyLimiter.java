package dev.doorward.limit;

import dev.doorward.caller.CallerId;
import java.util.concurrent.ConcurrentHashMap;

/// At most so many calls of one caller at once. A caller without calls takes no memory.
public final class ConcurrencyLimiter {
  private final int most;
  private final ConcurrentHashMap<CallerId, Integer> running = new ConcurrentHashMap<>();

  /// @param most calls at once per caller, at least 1
  public ConcurrencyLimiter(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one call at once must be allowed");
    }
    this.most = most;
  }

  /// Takes a place for the caller; give it back with [#release].
  ///
  /// @return false when all its places are taken
  public boolean tryAcquire(CallerId caller) {
    // A count over the limit is never stored: merge keeps the old value then, and the answer tells
    // the two apart.
    boolean[] taken = new boolean[1];
    running.compute(
        caller,
        (id, now) -> {
          int count = now == null ? 0 : now;
          taken[0] = count < most;
          return taken[0] ? Integer.valueOf(count + 1) : now;
        });
    return taken[0];
  }

  /// Gives one place back.
  public void release(CallerId caller) {
    running.computeIfPresent(caller, (id, now) -> now <= 1 ? null : now - 1);
  }
}
