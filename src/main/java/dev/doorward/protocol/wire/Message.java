package dev.doorward.protocol.wire;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One JSON-RPC 2.0 message as it arrived.
public sealed interface Message {
  /// Something to do, to be answered under the id.
  record Request(RequestId id, String method, ObjectNode params) implements Message {}

  /// Something to know; never answered.
  record Notification(String method, ObjectNode params) implements Message {}

  /// The client's answer to a request of ours. Exactly one of result and error is there.
  record Response(RequestId id, Optional<JsonNode> result, Optional<ObjectNode> error)
      implements Message {}

  /// Something that is no message; answered with an error when it could have been a request.
  ///
  /// @param id the id, whenever it could be read
  /// @param code the JSON-RPC code: -32700 when it is no JSON, -32600 when it is no message
  /// @param text what is wrong, fixed, without a piece of the input
  record Malformed(Optional<RequestId> id, int code, String text) implements Message {}
}
