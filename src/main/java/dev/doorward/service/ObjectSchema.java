package dev.doorward.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Builds the JSON Schema (2020-12) of one object in the order it is written, so that every start
/// publishes the same text. Objects it describes allow no other property.
public final class ObjectSchema {
  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final List<String> required = new ArrayList<>();

  private ObjectSchema() {}

  /// An object without properties so far.
  public static ObjectSchema object() {
    return new ObjectSchema();
  }

  /// Adds a property that must be there.
  public ObjectSchema required(String name, Map<String, Object> schema) {
    required.add(name);
    return optional(name, schema);
  }

  /// Adds a property that may be left out.
  public ObjectSchema optional(String name, Map<String, Object> schema) {
    if (properties.put(name, schema) != null) {
      throw new IllegalArgumentException("property " + name + " is described twice");
    }
    return this;
  }

  /// The finished schema, unmodifiable.
  public Map<String, Object> build() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", Collections.unmodifiableMap(new LinkedHashMap<>(properties)));
    if (!required.isEmpty()) {
      schema.put("required", List.copyOf(required));
    }
    schema.put("additionalProperties", false);
    return Collections.unmodifiableMap(schema);
  }

  /// A text of any length the limits allow.
  public static Map<String, Object> text(String description) {
    return describe("string", description);
  }

  /// A text between two lengths in characters.
  public static Map<String, Object> text(String description, int minLength, int maxLength) {
    return with(with(text(description), "minLength", minLength), "maxLength", maxLength);
  }

  /// One of a few words.
  public static Map<String, Object> choice(String description, List<String> words) {
    return with(text(description), "enum", List.copyOf(words));
  }

  /// A whole number not below `minimum`.
  public static Map<String, Object> wholeNumber(String description, long minimum) {
    return with(describe("integer", description), "minimum", minimum);
  }

  /// A whole number between two bounds, both included.
  public static Map<String, Object> wholeNumber(String description, long minimum, long maximum) {
    return with(wholeNumber(description, minimum), "maximum", maximum);
  }

  /// A number between two bounds, both included.
  public static Map<String, Object> number(String description, double minimum, double maximum) {
    return with(with(describe("number", description), "minimum", minimum), "maximum", maximum);
  }

  /// A truth value.
  public static Map<String, Object> flag(String description) {
    return describe("boolean", description);
  }

  /// A list whose elements all follow one schema.
  public static Map<String, Object> listOf(String description, Map<String, Object> element) {
    return with(describe("array", description), "items", element);
  }

  /// A value that follows exactly one of several schemas.
  public static Map<String, Object> oneOf(String description, List<Map<String, Object>> schemas) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", description);
    schema.put("oneOf", List.copyOf(schemas));
    return Collections.unmodifiableMap(schema);
  }

  /// The same schema with the value that holds when the property is left out.
  public static Map<String, Object> withDefault(Map<String, Object> schema, Object value) {
    return with(schema, "default", value);
  }

  private static Map<String, Object> describe(String type, String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    schema.put("description", description);
    return Collections.unmodifiableMap(schema);
  }

  private static Map<String, Object> with(
      Map<String, Object> schema, String keyword, Object value) {
    Map<String, Object> longer = new LinkedHashMap<>(schema);
    longer.put(keyword, value);
    return Collections.unmodifiableMap(longer);
  }
}
