package dev.doorward.limit;

import java.util.concurrent.ConcurrentHashMap;

/// So many permits at once for each of many holders. Who holds none takes no memory.
public final class Permits<K> {
  private volatile int most;
  private final ConcurrentHashMap<K, Integer> taken = new ConcurrentHashMap<>();

  /// @param most permits per holder, at least 1
  public Permits(int most) {
    most(most);
  }

  /// Allows another number from now on. What is held stays held and counted.
  ///
  /// @param number permits per holder, at least 1
  void most(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("at least one at once must be allowed");
    }
    most = number;
  }

  /// Takes a permit; give it back with [#giveBack].
  ///
  /// @return false when this holder has all it may have
  public boolean take(K holder) {
    // A count over the limit is never stored: compute keeps the old value then, and the answer
    // tells the two apart.
    int limit = most;
    boolean[] got = new boolean[1];
    taken.compute(
        holder,
        (_, now) -> {
          int count = now == null ? 0 : now;
          got[0] = count < limit;
          return got[0] ? Integer.valueOf(count + 1) : now;
        });
    return got[0];
  }

  /// Gives one permit back.
  public void giveBack(K holder) {
    taken.computeIfPresent(holder, (_, now) -> now <= 1 ? null : now - 1);
  }
}
