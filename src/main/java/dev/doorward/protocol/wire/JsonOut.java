package dev.doorward.protocol.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// Writes JSON by hand, field by field. A field whose value is null is left out: in MCP absent and
/// null differ.
public final class JsonOut {
  private static final double EXACT = 9_007_199_254_740_992.0;

  private final JsonGenerator json;

  private JsonOut(JsonGenerator json) {
    this.json = json;
  }

  /// Encodes one object.
  public static byte[] object(Fields fields) {
    OneArray bytes = new OneArray();
    try (JsonGenerator generator = Json.generator(bytes)) {
      JsonOut out = new JsonOut(generator);
      out.open(fields);
    }
    return bytes.take();
  }

  /// A text field.
  public void text(String name, @Nullable String value) {
    if (value != null) {
      json.writeName(name);
      json.writeString(Texts.wellFormed(value));
    }
  }

  /// A whole number.
  public void number(String name, long value) {
    json.writeName(name);
    json.writeNumber(value);
  }

  /// A number, written without a fraction when it has none.
  public void number(String name, @Nullable Number value) {
    if (value != null) {
      json.writeName(name);
      number(value);
    }
  }

  /// A truth value.
  public void flag(String name, @Nullable Boolean value) {
    if (value != null) {
      json.writeName(name);
      json.writeBoolean(value);
    }
  }

  /// A tree.
  public void node(String name, @Nullable JsonNode value) {
    if (value != null) {
      json.writeName(name);
      node(value);
    }
  }

  /// A value of maps, lists, texts, numbers, truth values, trees and nulls.
  public void value(String name, @Nullable Object value) {
    if (value != null) {
      json.writeName(name);
      value(value);
    }
  }

  /// An object.
  public void objectField(String name, Fields fields) {
    json.writeName(name);
    open(fields);
  }

  /// An array of objects.
  public <T> void objects(String name, Iterable<T> items, BiConsumer<JsonOut, T> fields) {
    json.writeName(name);
    json.writeStartArray();
    for (T item : items) {
      json.writeStartObject();
      fields.accept(this, item);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// An array of texts; left out when null.
  public void texts(String name, @Nullable List<String> items) {
    if (items != null) {
      json.writeName(name);
      json.writeStartArray();
      for (String item : items) {
        json.writeString(Texts.wellFormed(item));
      }
      json.writeEndArray();
    }
  }

  /// An array of objects that were encoded before.
  void encoded(String name, Iterable<Encoded> items) {
    json.writeName(name);
    json.writeStartArray();
    for (Encoded item : items) {
      json.writeRawValue(item);
    }
    json.writeEndArray();
  }

  /// A value that was encoded before.
  public void encoded(String name, Encoded item) {
    json.writeName(name);
    json.writeRawValue(item);
  }

  private void open(Fields fields) {
    json.writeStartObject();
    fields.write(this);
    json.writeEndObject();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(Texts.wellFormed(text));
      case Boolean flag -> json.writeBoolean(flag);
      case Number number -> number(number);
      case JsonNode node -> node(node);
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.writeName(Texts.wellFormed(String.valueOf(entry.getKey())));
          value(entry.getValue());
        }
        json.writeEndObject();
      }
      case Iterable<?> items -> {
        json.writeStartArray();
        for (Object item : items) {
          value(item);
        }
        json.writeEndArray();
      }
      case Enum<?> constant -> json.writeString(constant.name());
      default ->
          throw new IllegalArgumentException("no JSON form for " + value.getClass().getName());
    }
  }

  private void number(Number number) {
    switch (number) {
      case Integer whole -> json.writeNumber(whole.intValue());
      case Long whole -> json.writeNumber(whole.longValue());
      case BigInteger whole -> json.writeNumber(whole);
      case BigDecimal decimal -> json.writeNumber(decimal);
      default -> {
        double value = number.doubleValue();
        if (value == Math.rint(value) && Math.abs(value) <= EXACT) {
          json.writeNumber((long) value);
        } else {
          json.writeNumber(value);
        }
      }
    }
  }

  private void node(JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
          json.writeName(Texts.wellFormed(entry.getKey()));
          node(entry.getValue());
        }
        json.writeEndObject();
      }
      case ARRAY -> {
        json.writeStartArray();
        for (JsonNode item : node) {
          node(item);
        }
        json.writeEndArray();
      }
      case STRING -> json.writeString(Texts.wellFormed(node.stringValue()));
      // What came in with a fraction goes out with one.
      case NUMBER -> {
        if (node.isDouble()) {
          json.writeNumber(node.doubleValue());
        } else {
          number(node.numberValue());
        }
      }
      case BOOLEAN -> json.writeBoolean(node.booleanValue());
      case NULL, MISSING -> json.writeNull();
      case BINARY, POJO ->
          throw new IllegalArgumentException("no JSON form for a " + node.getNodeType() + " node");
    }
  }
}
