package dev.doorward.protocol.wire;

import dev.doorward.gateway.Result;

/// Writes what the server can do, the same in both eras.
public final class Capabilities {
  private Capabilities() {}

  /// Writes the fields of the `capabilities` object.
  public static void write(JsonOut out, Result.Described described) {
    if (described.tools()) {
      out.objectField("tools", fields -> fields.flag("listChanged", true));
    }
    if (described.resources()) {
      out.objectField(
          "resources",
          fields -> {
            fields.flag("subscribe", true);
            fields.flag("listChanged", true);
          });
    }
    if (described.prompts()) {
      out.objectField("prompts", fields -> fields.flag("listChanged", true));
    }
    if (described.completions()) {
      out.objectField("completions", Fields.NONE);
    }
    out.objectField("logging", Fields.NONE);
    if (described.skills()) {
      out.objectField(
          "extensions",
          extensions ->
              extensions.objectField(
                  "io.modelcontextprotocol/skills", fields -> fields.flag("directoryRead", true)));
    }
  }
}
