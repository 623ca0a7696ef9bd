package dev.doorward.protocol.wire;

import java.util.Optional;

/// Writes whole JSON-RPC messages in one pass, each into one array without line breaks.
public final class RpcMessages {
  private RpcMessages() {}

  /// A successful answer; the fields go into the `result` object.
  public static byte[] result(RequestId id, Fields fields) {
    return message(
        out -> {
          id(out, id);
          out.objectField("result", fields);
        });
  }

  /// An error answer; without an id when none could be read.
  public static byte[] error(Optional<RequestId> id, WireError error) {
    return message(
        out -> {
          id.ifPresent(known -> id(out, known));
          out.objectField(
              "error",
              body -> {
                body.number("code", error.kind().code(error.era()));
                body.text("message", error.text());
                body.node("data", error.data());
              });
        });
  }

  /// An error of a door, which has codes of its own and `data.code` as only data.
  public static byte[] error(Optional<RequestId> id, int code, String label, String text) {
    return message(
        out -> {
          id.ifPresent(known -> id(out, known));
          out.objectField(
              "error",
              body -> {
                body.number("code", code);
                body.text("message", text);
                body.objectField("data", data -> data.text("code", label));
              });
        });
  }

  /// A notification; the fields go into the `params` object.
  public static byte[] notification(String method, Fields params) {
    return message(
        out -> {
          out.text("method", method);
          out.objectField("params", params);
        });
  }

  /// A request of ours (legacy era only); the fields go into the `params` object.
  public static byte[] request(RequestId id, String method, Fields params) {
    return message(
        out -> {
          id(out, id);
          out.text("method", method);
          out.objectField("params", params);
        });
  }

  private static byte[] message(Fields rest) {
    return JsonOut.object(
        out -> {
          out.text("jsonrpc", "2.0");
          rest.write(out);
        });
  }

  /// Writes an id as the value of `name`, as the client wrote it.
  static void id(JsonOut out, String name, RequestId id) {
    switch (id) {
      case RequestId.Text(String value) -> out.text(name, value);
      case RequestId.Number(long value) -> out.number(name, value);
    }
  }

  private static void id(JsonOut out, RequestId id) {
    id(out, "id", id);
  }
}
