package dev.doorward.protocol.modern;

import dev.doorward.protocol.RequestHeaders;
import dev.doorward.protocol.wire.ClientCapabilities;
import dev.doorward.protocol.wire.Era;
import dev.doorward.protocol.wire.ErrorKind;
import dev.doorward.protocol.wire.Message;
import dev.doorward.protocol.wire.Notifications;
import dev.doorward.protocol.wire.WireError;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What every modern request says of itself in `params._meta` (specification 2026-07-28: basic,
/// "_meta"), after its headers and its version were found right.
///
/// @param capabilities what the client can answer
/// @param progressToken a string or whole number; null when it wants no progress
/// @param logLevel from which level on it wants log messages; null when it wants none
record Envelope(
    ClientCapabilities capabilities,
    @Nullable JsonNode progressToken,
    @Nullable LoggingLevel logLevel)
    implements Opened {
  static final String VERSION = "2026-07-28";
  private static final int LONGEST_TOKEN = 1_024;
  static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";
  private static final String CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities";
  private static final String CLIENT_KEY = "io.modelcontextprotocol/clientInfo";
  private static final String LEVEL_KEY = "io.modelcontextprotocol/logLevel";

  /// Reads the envelope. The order of the checks is the specification's: what is missing, then what
  /// headers contradict, then the version.
  ///
  /// @param headers empty at a door that has none
  static Opened open(Message.Request request, Optional<RequestHeaders> headers) {
    if (!(request.params().get("_meta") instanceof ObjectNode meta)) {
      return invalid(
          "The field params._meta must be an object with the protocol version and the client's capabilities.");
    }
    JsonNode version = meta.get(VERSION_KEY);
    if (version == null || !version.isString()) {
      return invalid("The field " + VERSION_KEY + " in _meta must be a string.");
    }
    Optional<String> mismatch =
        headers.flatMap(
            given ->
                MirroredHeaders.problem(
                    given, version.stringValue(), request.method(), request.params()));
    if (mismatch.isPresent()) {
      return rejected(WireError.of(ErrorKind.HEADER_MISMATCH, Era.MODERN, mismatch.get()));
    }
    if (!version.stringValue().equals(VERSION)) {
      return rejected(unsupported(version.stringValue()));
    }
    return read(meta);
  }

  private static Opened read(ObjectNode meta) {
    if (!(meta.get(CAPABILITIES_KEY) instanceof ObjectNode capabilities)) {
      return invalid("The field " + CAPABILITIES_KEY + " in _meta must be an object.");
    }
    JsonNode client = meta.get(CLIENT_KEY);
    if (client != null && !client.isObject()) {
      return invalid("The field " + CLIENT_KEY + " in _meta must be an object.");
    }
    JsonNode token = meta.get("progressToken");
    if (token != null && !isToken(token)) {
      return invalid(
          "The field progressToken in _meta must be a string of at most "
              + LONGEST_TOKEN
              + " characters or a whole number.");
    }
    JsonNode label = meta.get(LEVEL_KEY);
    LoggingLevel level =
        label == null ? null : Notifications.level(label.asString("")).orElse(null);
    if (label != null && level == null) {
      return invalid("The field " + LEVEL_KEY + " in _meta must be a log level.");
    }
    return new Envelope(new ClientCapabilities(capabilities), token, level);
  }

  /// It comes back with every notification, so that a long one would multiply what a client sends.
  private static boolean isToken(JsonNode token) {
    return token.isIntegralNumber()
        || (token.isString() && token.stringValue().length() <= LONGEST_TOKEN);
  }

  private static WireError unsupported(String requested) {
    return WireError.of(
            ErrorKind.UNSUPPORTED_VERSION, Era.MODERN, "This protocol version is not supported.")
        .with("supported", JsonNodeFactory.instance.arrayNode().add(VERSION))
        .with("requested", requested);
  }

  private static Opened invalid(String text) {
    return rejected(WireError.of(ErrorKind.INVALID_PARAMS, Era.MODERN, text));
  }

  private static Opened rejected(WireError error) {
    return new Opened.Rejected(error);
  }
}
