package dev.doorward.transport.http;

import java.util.concurrent.ConcurrentHashMap;

/// So many places for each of many holders. Who holds none takes no memory.
final class Places<K> {
  private final int most;
  private final ConcurrentHashMap<K, Integer> taken = new ConcurrentHashMap<>();

  /// @param most places per holder, at least 1
  Places(int most) {
    this.most = most;
  }

  /// Takes a place; give it back with [#giveBack].
  ///
  /// @return false when all places of this holder are taken
  boolean take(K holder) {
    boolean[] got = new boolean[1];
    taken.compute(
        holder,
        (_, now) -> {
          int count = now == null ? 0 : now;
          got[0] = count < most;
          return got[0] ? Integer.valueOf(count + 1) : now;
        });
    return got[0];
  }

  /// Gives one place back.
  void giveBack(K holder) {
    taken.computeIfPresent(holder, (_, now) -> now <= 1 ? null : now - 1);
  }
}
