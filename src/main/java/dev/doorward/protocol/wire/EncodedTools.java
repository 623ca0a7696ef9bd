package dev.doorward.protocol.wire;

import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Tool definitions encoded once: a family hands out the same object every time, and its schema is
/// what makes a list long.
final class EncodedTools {
  /// A reload leaves the definitions of the catalog before in here until so many have come
  /// together.
  private static final int MOST = 4_096;

  private volatile IdentityHashMap<Tool, Encoded> known = new IdentityHashMap<>();

  List<Encoded> all(List<?> tools) {
    List<Encoded> encoded = new ArrayList<>(tools.size());
    for (Object tool : tools) {
      encoded.add(one((Tool) tool));
    }
    return encoded;
  }

  private Encoded one(Tool tool) {
    Encoded found = known.get(tool);
    if (found != null) {
      return found;
    }
    Encoded made = Encoded.object(out -> Vocabulary.tool(out, tool));
    remember(tool, made);
    return made;
  }

  /// Copies, so that readers need no lock.
  private synchronized void remember(Tool tool, Encoded made) {
    IdentityHashMap<Tool, Encoded> next =
        known.size() >= MOST ? new IdentityHashMap<>() : new IdentityHashMap<>(known);
    next.put(tool, made);
    known = next;
  }
}
