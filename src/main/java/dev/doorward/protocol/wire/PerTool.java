package dev.doorward.protocol.wire;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.IdentityHashMap;
import java.util.function.Function;

/// What is derived once from each tool definition. A family hands out the same object every time,
/// so that looking it up needs no comparison of schemas.
public final class PerTool<V> {
  /// A reload leaves the definitions of the catalog before in here until so many have come
  /// together.
  private static final int MOST = 4_096;

  private final Function<Tool, V> derive;
  private volatile IdentityHashMap<Tool, V> known = new IdentityHashMap<>();

  /// @param derive makes the value; may be called more than once for a tool
  public PerTool(Function<Tool, V> derive) {
    this.derive = derive;
  }

  /// The value for a tool.
  public V of(Tool tool) {
    V found = known.get(tool);
    return found == null ? remember(tool, derive.apply(tool)) : found;
  }

  /// Copies, so that readers need no lock.
  private synchronized V remember(Tool tool, V value) {
    IdentityHashMap<Tool, V> next =
        known.size() >= MOST ? new IdentityHashMap<>() : new IdentityHashMap<>(known);
    next.put(tool, value);
    known = next;
    return value;
  }
}
