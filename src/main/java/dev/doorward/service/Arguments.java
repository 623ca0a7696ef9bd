package dev.doorward.service;

import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The validated arguments of a call. Getters trust the schema: what it requires is there and has
/// its type.
///
/// @param json the arguments as they arrived
public record Arguments(ObjectNode json) {

  /// A required text.
  public String text(String name) {
    return json.path(name).asString();
  }

  /// An optional text.
  public Optional<String> optionalText(String name) {
    JsonNode value = json.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value.asString());
  }

  /// A whole number or its default.
  public long number(String name, long otherwise) {
    return optionalNumber(name).orElse(otherwise);
  }

  /// An optional whole number.
  public OptionalLong optionalNumber(String name) {
    JsonNode value = json.get(name);
    return value == null || !value.isNumber()
        ? OptionalLong.empty()
        : OptionalLong.of(value.asLong());
  }

  /// A truth value or its default.
  public boolean flag(String name, boolean otherwise) {
    JsonNode value = json.get(name);
    return (value == null || !value.isBoolean()) ? otherwise : value.asBoolean();
  }
}
