package dev.doorward.tools.commands;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One argument that a caller gives to a command.
///
/// @param type of its JSON value
/// @param schema its JSON Schema, as clients see it
/// @param required whether a call must give it
/// @param fallback what stands for it when a call leaves it out; without one its element is left
///   out as well
/// @param mayBeginWithDash whether its value may begin with a dash where the program could take it
///   for an option
public record CommandArgument(
    Type type,
    Map<String, Object> schema,
    boolean required,
    Optional<String> fallback,
    boolean mayBeginWithDash) {
  /// No number beyond it is exact in every client.
  public static final long MOST = 9_007_199_254_740_991L;

  /// The types an argument can have.
  public enum Type {
    /// A text.
    STRING,
    /// A whole number between -2^53 and 2^53.
    INTEGER,
    /// A number.
    NUMBER,
    /// `true` or `false`.
    BOOLEAN
  }

  public CommandArgument {
    schema = Collections.unmodifiableMap(new LinkedHashMap<>(schema));
  }

  /// The value as the program gets it. The schema has been checked.
  String text(JsonNode value) {
    return switch (type) {
      case STRING -> value.asString();
      // 1.0 is a whole number to JSON Schema.
      case INTEGER -> Long.toString((long) value.doubleValue());
      case NUMBER -> Double.toString(value.doubleValue());
      case BOOLEAN -> Boolean.toString(value.asBoolean());
    };
  }
}
