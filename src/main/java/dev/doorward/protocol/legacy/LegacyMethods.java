package dev.doorward.protocol.legacy;

import dev.doorward.gateway.Request;
import dev.doorward.protocol.wire.Message;
import dev.doorward.protocol.wire.Notifications;
import dev.doorward.protocol.wire.Params;
import dev.doorward.protocol.wire.Requests;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The methods that only this era has, beside those it shares with the other.
final class LegacyMethods {
  private LegacyMethods() {}

  /// Reads a request of an open session.
  ///
  /// @return empty for an unknown method
  static Optional<Request> read(String method, ObjectNode params) throws Params.Wrong {
    return switch (method) {
      case "ping" -> Optional.of(new Request.Ping());
      case "logging/setLevel" ->
          Optional.of(
              new Request.SetLevel(
                  Notifications.level(Params.text(params, "level"))
                      .orElseThrow(
                          () -> new Params.Wrong("The field level must be a log level."))));
      case "resources/subscribe" ->
          Optional.of(new Request.Watch(false, false, false, List.of(Params.uri(params))));
      case "resources/unsubscribe" -> Optional.of(new Request.Unwatch(Params.uri(params)));
      default -> Requests.read(method, params);
    };
  }

  /// What a client wants its progress notifications marked with: a string or a number.
  static @Nullable JsonNode progressToken(Message.Request message) {
    JsonNode token = message.params().path("_meta").path("progressToken");
    return token.isString() || token.isNumber() ? token : null;
  }
}
