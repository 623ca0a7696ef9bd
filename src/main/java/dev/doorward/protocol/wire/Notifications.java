package dev.doorward.protocol.wire;

import dev.doorward.service.Change;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Writes the notifications both eras share.
public final class Notifications {
  private Notifications() {}

  /// A `notifications/progress`.
  ///
  /// @param token as the client gave it
  public static byte[] progress(
      JsonNode token, double done, @Nullable Double total, @Nullable String message) {
    return RpcMessages.notification(
        "notifications/progress",
        out -> {
          out.node("progressToken", token);
          out.number("progress", (Number) done);
          out.number("total", total);
          out.text("message", message);
        });
  }

  /// A `notifications/message`.
  ///
  /// @param data text, or maps, lists and plain values
  public static byte[] log(LoggingLevel level, String logger, Object data) {
    return RpcMessages.notification(
        "notifications/message",
        out -> {
          out.text("level", label(level));
          out.text("logger", logger);
          out.value("data", data);
        });
  }

  /// The notification of a change.
  ///
  /// @param subscription the id of the listening request, in the era that has one
  public static byte[] change(Change change, Optional<RequestId> subscription) {
    return RpcMessages.notification(
        switch (change) {
          case Change.Tools _ -> "notifications/tools/list_changed";
          case Change.Prompts _ -> "notifications/prompts/list_changed";
          case Change.Resources _ -> "notifications/resources/list_changed";
          case Change.Updated _ -> "notifications/resources/updated";
        },
        out -> {
          subscription.ifPresent(id -> subscribed(out, id));
          if (change instanceof Change.Updated(String uri)) {
            out.text("uri", uri);
          }
        });
  }

  /// Writes the `_meta` that ties a message to its subscription (specification:
  /// basic/patterns/subscriptions).
  public static void subscribed(JsonOut out, RequestId id) {
    out.objectField("_meta", meta -> subscription(meta, id));
  }

  /// Writes the subscription's id into an open `_meta`.
  public static void subscription(JsonOut meta, RequestId id) {
    RpcMessages.id(meta, "io.modelcontextprotocol/subscriptionId", id);
  }

  /// A log level as the wire writes it.
  public static String label(LoggingLevel level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  /// The log level the wire writes so.
  ///
  /// @return empty for an unknown one
  public static Optional<LoggingLevel> level(String label) {
    for (LoggingLevel level : LoggingLevel.values()) {
      if (label(level).equals(label)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
