package dev.doorward.limit;

import dev.doorward.caller.CallerId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// At most so many calls of one caller at once, and of one caller to one tool.
public final class ConcurrencyLimiter {
  private final Permits<CallerId> all;
  private volatile Map<String, Permits<CallerId>> byTool;

  /// @param most calls at once per caller, at least 1
  /// @param mostByTool calls at once per caller and tool, each at least 1
  public ConcurrencyLimiter(int most, Map<String, Integer> mostByTool) {
    this.all = new Permits<>(most);
    this.byTool = permits(mostByTool, Map.of());
  }

  /// Sets other limits for calls to come. Calls that run stay counted where they are counted: those
  /// of a tool that had no limit until now count for it when they come again.
  public void reconfigure(int most, Map<String, Integer> mostByTool) {
    all.most(most);
    byTool = permits(mostByTool, byTool);
  }

  private static Map<String, Permits<CallerId>> permits(
      Map<String, Integer> most, Map<String, Permits<CallerId>> before) {
    Map<String, Permits<CallerId>> tools = new HashMap<>();
    most.forEach(
        (tool, number) -> {
          Permits<CallerId> known = before.get(tool);
          if (known == null) {
            tools.put(tool, new Permits<>(number));
          } else {
            known.most(number);
            tools.put(tool, known);
          }
        });
    return Map.copyOf(tools);
  }

  /// Takes a place for the caller.
  ///
  /// @param tool the tool it calls; empty when it calls none
  /// @return to be given back once; empty when all places are taken
  public Optional<Place> take(CallerId caller, String tool) {
    if (!all.take(caller)) {
      return Optional.empty();
    }
    Map<String, Permits<CallerId>> limits = byTool;
    Permits<CallerId> ofTool = limits.isEmpty() ? null : limits.get(tool);
    if (ofTool == null || ofTool.take(caller)) {
      return Optional.of(new Place(caller, ofTool));
    }
    all.giveBack(caller);
    return Optional.empty();
  }

  /// A place of one call. It knows what was counted for it, whatever is configured when it ends.
  public final class Place {
    private final CallerId caller;
    private final @Nullable Permits<CallerId> ofTool;

    private Place(CallerId caller, @Nullable Permits<CallerId> ofTool) {
      this.caller = caller;
      this.ofTool = ofTool;
    }

    /// Gives the place back.
    public void giveBack() {
      if (ofTool != null) {
        ofTool.giveBack(caller);
      }
      all.giveBack(caller);
    }
  }
}
