package dev.doorward.protocol.wire;

/// Writes the fields of one JSON object.
@FunctionalInterface
public interface Fields {
  /// An object without fields.
  Fields NONE = _ -> {};

  /// Writes the fields into the object that is open.
  void write(JsonOut out);
}
