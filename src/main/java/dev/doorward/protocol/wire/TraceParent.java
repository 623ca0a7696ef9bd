package dev.doorward.protocol.wire;

import dev.doorward.protocol.RequestHeaders;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The trace that a request belongs to, by its `traceparent` (W3C Trace Context, section 3.2): in
/// `params._meta`, where the client itself writes it (specification 2026-07-28: basic, "_meta"), or
/// else in the HTTP header, which a proxy may have written.
public final class TraceParent {
  private static final String NAME = "traceparent";

  // 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
  private static final int TRACE_AT = 3;
  private static final int PARENT_AT = 36;
  private static final int FLAGS_AT = 53;
  private static final int LENGTH = 55;

  private TraceParent() {}

  /// The id of the trace, 32 lower-case hexadecimal digits; empty when there is none, or when what
  /// is there is not exactly in its form.
  ///
  /// @param headers empty at a door that has none
  public static String traceOf(ObjectNode params, Optional<RequestHeaders> headers) {
    if (params.get("_meta") instanceof ObjectNode meta) {
      JsonNode own = meta.get(NAME);
      if (own != null) {
        return own.isString() ? trace(own.stringValue()) : "";
      }
    }
    if (headers.isEmpty()) {
      return "";
    }
    List<String> given = headers.get().all(NAME);
    return given.size() == 1 ? trace(given.getFirst()) : "";
  }

  private static String trace(String text) {
    boolean future = text.length() > LENGTH && !text.startsWith("00") && text.charAt(LENGTH) == '-';
    if ((text.length() != LENGTH && !future)
        || text.startsWith("ff")
        || !isHex(text, 0, TRACE_AT - 1)
        || !isId(text, TRACE_AT, PARENT_AT - 1)
        || !isId(text, PARENT_AT, FLAGS_AT - 1)
        || !isHex(text, FLAGS_AT, LENGTH)
        || text.charAt(TRACE_AT - 1) != '-'
        || text.charAt(PARENT_AT - 1) != '-'
        || text.charAt(FLAGS_AT - 1) != '-') {
      return "";
    }
    return text.substring(TRACE_AT, PARENT_AT - 1);
  }

  /// Hexadecimal digits that are not all zero.
  private static boolean isId(String text, int from, int to) {
    if (!isHex(text, from, to)) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return true;
      }
    }
    return false;
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char digit = text.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }
}
