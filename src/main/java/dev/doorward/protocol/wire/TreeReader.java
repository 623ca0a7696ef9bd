package dev.doorward.protocol.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads values into trees, within limits. What goes beyond a limit is remembered as the problem of
/// the whole message and skipped, so that the rest can still be read for the id.
final class TreeReader {
  static final int LONGEST_NAME = 1_024;
  static final int LONGEST_NUMBER = 100;

  /// The deepest arguments a tool may allow (64), inside `params.arguments` of a message.
  static final int DEEPEST = 68;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final int mostValues;
  private int values;
  private @Nullable String problem;

  TreeReader(JsonParser parser, int mostValues) {
    this.parser = parser;
    this.mostValues = mostValues;
  }

  /// The first limit that was broken.
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /// Remembers a problem unless there is one already.
  void complain(String text) {
    if (problem == null) {
      problem = text;
    }
  }

  /// Reads the value whose first token is the parser's current one.
  ///
  /// @param depth how many objects and arrays it is in
  JsonNode value(int depth) {
    if (++values > mostValues) {
      complain("The message has too many values.");
    }
    JsonToken token = parser.currentToken();
    if (problem != null) {
      parser.skipChildren();
      return NullNode.instance;
    }
    return switch (token) {
      case START_OBJECT -> object(depth + 1);
      case START_ARRAY -> array(depth + 1);
      case VALUE_STRING -> NODES.stringNode(text());
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> fraction();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NullNode.instance;
    };
  }

  /// The current string, which must be one that UTF-8 can carry.
  String text() {
    String text = parser.getString();
    if (!Texts.isWellFormed(text)) {
      complain("The message has half of a surrogate pair in a string.");
    }
    return text;
  }

  private JsonNode object(int depth) {
    ObjectNode object = NODES.objectNode();
    if (tooDeep(depth)) {
      return object;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      if (object.replace(name, value(depth)) != null) {
        complain("The message has an object with the same key twice.");
      }
    }
    return object;
  }

  private JsonNode array(int depth) {
    ArrayNode array = NODES.arrayNode();
    if (tooDeep(depth)) {
      return array;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(depth));
    }
    return array;
  }

  private boolean tooDeep(int depth) {
    if (depth <= DEEPEST) {
      return false;
    }
    complain("The message is nested too deeply.");
    parser.skipChildren();
    return true;
  }

  private JsonNode integer() {
    if (parser.getStringLength() > LONGEST_NUMBER) {
      complain("The message has a number with too many digits.");
      return NullNode.instance;
    }
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private JsonNode fraction() {
    if (parser.getStringLength() > LONGEST_NUMBER) {
      complain("The message has a number with too many digits.");
      return NullNode.instance;
    }
    double number = parser.getDoubleValue();
    if (Double.isInfinite(number)) {
      complain("The message has a number that is out of range.");
      return NullNode.instance;
    }
    return NODES.numberNode(number);
  }
}
