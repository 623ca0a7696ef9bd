package dev.doorward.protocol.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads typed fields out of the params of a message.
public final class Params {
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_URI = 2_048;
  private static final int MOST_URIS = 256;
  private static final int LONGEST_CURSOR = 4_096;

  private Params() {}

  /// Says which field is wrong and how, in a text that is fixed but for the field's name.
  public static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;

    /// @param text a sentence for the client
    public Wrong(String text) {
      super(null, null, false, false);
      this.text = text;
    }

    /// The sentence for the client.
    public String text() {
      return text;
    }
  }

  /// The required name of a tool, prompt or argument, 1 to 256 characters.
  public static String name(ObjectNode params) throws Wrong {
    return bounded(params, "name", LONGEST_NAME);
  }

  /// The required URI, 1 to 2 048 characters.
  public static String uri(ObjectNode params) throws Wrong {
    return bounded(params, "uri", LONGEST_URI);
  }

  /// An optional list of at most 256 URIs, each of 1 to 2 048 characters.
  public static List<String> uris(ObjectNode params, String field) throws Wrong {
    JsonNode value = params.get(field);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray() || value.size() > MOST_URIS) {
      throw new Wrong(
          "The field " + field + " must be an array of at most " + MOST_URIS + " URIs.");
    }
    List<String> uris = new ArrayList<>(value.size());
    for (JsonNode item : value) {
      String uri = item.asString("");
      if (!item.isString() || uri.isEmpty() || uri.length() > LONGEST_URI) {
        throw new Wrong(
            "Every item of " + field + " must be a URI of 1 to " + LONGEST_URI + " characters.");
      }
      uris.add(uri);
    }
    return uris;
  }

  /// The optional cursor of a page.
  public static Optional<String> cursor(ObjectNode params) throws Wrong {
    return params.has("cursor")
        ? Optional.of(bounded(params, "cursor", LONGEST_CURSOR))
        : Optional.empty();
  }

  /// A required text of any length.
  public static String text(ObjectNode params, String field) throws Wrong {
    JsonNode value = params.get(field);
    if (value == null || !value.isString()) {
      throw new Wrong("The field " + field + " must be a string.");
    }
    return value.stringValue();
  }

  /// A required object.
  public static ObjectNode object(ObjectNode params, String field) throws Wrong {
    if (params.get(field) instanceof ObjectNode object) {
      return object;
    }
    throw new Wrong("The field " + field + " must be an object.");
  }

  /// An optional object; an empty one when absent.
  public static ObjectNode optionalObject(ObjectNode params, String field) throws Wrong {
    return params.has(field) ? object(params, field) : JsonNodeFactory.instance.objectNode();
  }

  /// An optional truth value; false when absent.
  public static boolean flag(ObjectNode params, String field) throws Wrong {
    JsonNode value = params.get(field);
    if (value != null && !value.isBoolean()) {
      throw new Wrong("The field " + field + " must be true or false.");
    }
    return value != null && value.booleanValue();
  }

  /// An optional object whose values are all strings.
  public static Map<String, String> texts(ObjectNode params, String field) throws Wrong {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : optionalObject(params, field).properties()) {
      if (!entry.getValue().isString()) {
        throw new Wrong("Every value in " + field + " must be a string.");
      }
      texts.put(entry.getKey(), entry.getValue().stringValue());
    }
    return texts;
  }

  private static String bounded(ObjectNode params, String field, int longest) throws Wrong {
    String text = text(params, field);
    if (text.isEmpty() || text.length() > longest) {
      throw new Wrong("The field " + field + " must have 1 to " + longest + " characters.");
    }
    return text;
  }
}
