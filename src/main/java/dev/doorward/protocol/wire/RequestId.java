package dev.doorward.protocol.wire;

/// The id of a JSON-RPC request, kept exactly as the client wrote it: a string or a whole number.
public sealed interface RequestId {
  /// An id that is a string.
  record Text(String value) implements RequestId {}

  /// An id that is a whole number of at most 64 bits.
  record Number(long value) implements RequestId {}

  /// The id as a text that tells `1` from `"1"`, for use as a key.
  default String key() {
    return switch (this) {
      case Text(String value) -> "s" + value;
      case Number(long value) -> "n" + value;
    };
  }
}
