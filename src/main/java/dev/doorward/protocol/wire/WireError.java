package dev.doorward.protocol.wire;

import dev.doorward.gateway.Quota;
import dev.doorward.protocol.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One JSON-RPC error before it is written.
///
/// @param kind which of the published errors
/// @param era whose codes it uses
/// @param text for the reader; fixed by us, never an exception's
/// @param data holds `code` and what the kind says more
/// @param retryIn when trying again makes sense; zero when unsaid
/// @param quota the limit that was reached, when it was one
/// @param scopes what an access token must carry, for [ErrorKind#INSUFFICIENT_SCOPE]
public record WireError(
    ErrorKind kind,
    Era era,
    String text,
    ObjectNode data,
    Duration retryIn,
    Optional<Quota> quota,
    List<String> scopes) {
  public WireError {
    scopes = List.copyOf(scopes);
  }

  /// An error with its stable code as only data.
  public static WireError of(ErrorKind kind, Era era, String text) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("code", kind.label());
    return new WireError(kind, era, text, data, Duration.ZERO, Optional.empty(), List.of());
  }

  /// The same error that says one thing more.
  public WireError with(String name, JsonNode value) {
    data.set(name, value);
    return this;
  }

  /// The same error that says one text more.
  public WireError with(String name, String value) {
    data.put(name, value);
    return this;
  }

  WireError retryIn(Duration wait, Optional<Quota> reached) {
    if (wait.isZero()) {
      return this;
    }
    data.put("retryAfterMs", wait.toMillis());
    return new WireError(kind, era, text, data, wait, reached, scopes);
  }

  WireError needing(List<String> names) {
    ArrayNode needed = data.putArray("requiredScopes");
    names.forEach(needed::add);
    return new WireError(kind, era, text, data, retryIn, quota, names);
  }

  /// The HTTP answer that carries it.
  public Answer answer(Optional<RequestId> id) {
    return new Answer(
        kind.status(era), RpcMessages.error(id, this), Optional.empty(), retryIn, quota, scopes);
  }
}
