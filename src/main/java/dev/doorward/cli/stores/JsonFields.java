package dev.doorward.cli.stores;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Single texts out of JSON that a store sent.
final class JsonFields {
  private JsonFields() {}

  /// The document; empty when it is no JSON object.
  static Optional<JsonNode> object(byte[] json) {
    try {
      return Optional.of(JsonMapper.shared().readTree(json)).filter(JsonNode::isObject);
    } catch (JacksonException _) {
      // Its text may hold parts of a secret.
      return Optional.empty();
    }
  }

  /// The text of a field of an object; empty when it is missing or no text.
  static Optional<String> text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    return value == null || !value.isString() ? Optional.empty() : Optional.of(value.asString());
  }
}
