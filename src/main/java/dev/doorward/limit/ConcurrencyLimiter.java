package dev.doorward.limit;

import dev.doorward.caller.CallerId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// At most so many calls of one caller at once, and of one caller to one tool. A caller without
/// calls takes no memory.
public final class ConcurrencyLimiter {
  private final int most;
  private final Map<String, Integer> mostByTool;
  private final ConcurrentHashMap<CallerId, Integer> running = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<ToolOfCaller, Integer> runningByTool = new ConcurrentHashMap<>();

  private record ToolOfCaller(CallerId caller, String tool) {}

  /// @param most calls at once per caller, at least 1
  /// @param mostByTool calls at once per caller and tool, each at least 1
  public ConcurrencyLimiter(int most, Map<String, Integer> mostByTool) {
    if (most < 1 || mostByTool.values().stream().anyMatch(number -> number < 1)) {
      throw new IllegalArgumentException("at least one call at once must be allowed");
    }
    this.most = most;
    this.mostByTool = Map.copyOf(mostByTool);
  }

  /// Takes a place for the caller; give it back with [#release].
  ///
  /// @param tool the tool it calls; empty when it calls none
  /// @return false when all its places are taken
  public boolean tryAcquire(CallerId caller, String tool) {
    if (!taken(running, caller, most)) {
      return false;
    }
    Integer ofTool = mostByTool.isEmpty() ? null : mostByTool.get(tool);
    if (ofTool == null || taken(runningByTool, new ToolOfCaller(caller, tool), ofTool)) {
      return true;
    }
    giveBack(running, caller);
    return false;
  }

  /// Gives back what one [#tryAcquire] took.
  public void release(CallerId caller, String tool) {
    if (!mostByTool.isEmpty() && mostByTool.containsKey(tool)) {
      giveBack(runningByTool, new ToolOfCaller(caller, tool));
    }
    giveBack(running, caller);
  }

  private static <K> boolean taken(ConcurrentHashMap<K, Integer> running, K key, int most) {
    // A count over the limit is never stored: compute keeps the old value then, and the answer
    // tells the two apart.
    boolean[] taken = new boolean[1];
    running.compute(
        key,
        (_, now) -> {
          int count = now == null ? 0 : now;
          taken[0] = count < most;
          return taken[0] ? Integer.valueOf(count + 1) : now;
        });
    return taken[0];
  }

  private static <K> void giveBack(ConcurrentHashMap<K, Integer> running, K key) {
    running.computeIfPresent(key, (_, now) -> now <= 1 ? null : now - 1);
  }
}
