package dev.doorward.tools.conformance;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// JSON as the fixtures write it down: objects keep the order of their properties.
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private Json() {}

  static Map<String, Object> object(String text) {
    return MAPPER.readValue(text, OBJECT);
  }

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
