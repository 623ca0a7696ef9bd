package dev.doorward.limit;

import dev.doorward.caller.CallerId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// At most so many calls of one caller at once, and of one caller to one tool.
public final class ConcurrencyLimiter {
  private final Permits<CallerId> all;
  private final Map<String, Permits<CallerId>> byTool;

  /// @param most calls at once per caller, at least 1
  /// @param mostByTool calls at once per caller and tool, each at least 1
  public ConcurrencyLimiter(int most, Map<String, Integer> mostByTool) {
    this.all = new Permits<>(most);
    Map<String, Permits<CallerId>> tools = new HashMap<>();
    mostByTool.forEach((tool, number) -> tools.put(tool, new Permits<>(number)));
    this.byTool = Map.copyOf(tools);
  }

  /// Takes a place for the caller; give it back with [#release].
  ///
  /// @param tool the tool it calls; empty when it calls none
  /// @return false when all its places are taken
  public boolean tryAcquire(CallerId caller, String tool) {
    if (!all.take(caller)) {
      return false;
    }
    Permits<CallerId> ofTool = ofTool(tool);
    if (ofTool == null || ofTool.take(caller)) {
      return true;
    }
    all.giveBack(caller);
    return false;
  }

  /// Gives back what one [#tryAcquire] took.
  public void release(CallerId caller, String tool) {
    Permits<CallerId> ofTool = ofTool(tool);
    if (ofTool != null) {
      ofTool.giveBack(caller);
    }
    all.giveBack(caller);
  }

  private @Nullable Permits<CallerId> ofTool(String tool) {
    return byTool.isEmpty() ? null : byTool.get(tool);
  }
}
