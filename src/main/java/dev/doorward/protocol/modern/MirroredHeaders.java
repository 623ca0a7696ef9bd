package dev.doorward.protocol.modern;

import dev.doorward.protocol.RequestHeaders;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares the standard headers of a POST with its body (specification 2026-07-28:
/// basic/transports/streamable-http, "Server Validation").
public final class MirroredHeaders {
  static final String VERSION = "MCP-Protocol-Version";
  private static final String METHOD = "Mcp-Method";
  private static final String NAME = "Mcp-Name";

  private MirroredHeaders() {}

  /// What differs from a modern request, where each header must be there.
  static Optional<String> problem(
      RequestHeaders headers, String version, String method, ObjectNode params) {
    return compare(VERSION, HeaderValue.plain(headers, VERSION), version, true)
        .or(() -> compare(METHOD, HeaderValue.plain(headers, METHOD), method, true))
        .or(() -> name(headers, method, params, true));
  }

  /// What differs from a legacy message. Some clients send the headers before they know the era:
  /// they may be absent, and must be right when they are not.
  public static Optional<String> problemIfPresent(
      RequestHeaders headers, String method, ObjectNode params) {
    return compare(METHOD, HeaderValue.plain(headers, METHOD), method, false)
        .or(() -> name(headers, method, params, false));
  }

  private static Optional<String> name(
      RequestHeaders headers, String method, ObjectNode params, boolean required) {
    JsonNode mirrored =
        switch (method) {
          case "tools/call", "prompts/get" -> params.get("name");
          case "resources/read" -> params.get("uri");
          default -> null;
        };
    // Without a text in the body the params are wrong anyway, and that is said later.
    return mirrored == null || !mirrored.isString()
        ? Optional.empty()
        : compare(NAME, HeaderValue.encoded(headers, NAME), mirrored.stringValue(), required);
  }

  private static Optional<String> compare(
      String name, HeaderValue value, String expected, boolean required) {
    return switch (value) {
      case HeaderValue.Absent _ ->
          required ? Optional.of("The header " + name + " is missing.") : Optional.empty();
      case HeaderValue.Broken _ -> Optional.of("The header " + name + " is repeated or malformed.");
      case HeaderValue.Present(String text) ->
          text.equals(expected)
              ? Optional.empty()
              : Optional.of("The header " + name + " differs from the body.");
    };
  }
}
