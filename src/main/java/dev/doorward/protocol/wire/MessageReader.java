package dev.doorward.protocol.wire;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads one JSON-RPC 2.0 message, strictly: keys are exact, no key comes twice, nothing follows,
/// and everything has a limit. Whatever is wrong comes back as [Message.Malformed] with the id
/// whenever that could be read.
public final class MessageReader {
  private static final int PARSE_ERROR = -32700;
  private static final int INVALID_REQUEST = -32600;
  private static final int LONGEST_TEXT_ID = 1_024;
  private static final int MOST_VALUES = 200_000;
  private static final String NOT_JSON = "The message is not JSON.";

  private final int mostBytes;

  /// @param mostBytes how long a message may be
  public MessageReader(int mostBytes) {
    if (mostBytes < 1) {
      throw new IllegalArgumentException("a message needs at least one byte");
    }
    this.mostBytes = mostBytes;
  }

  /// Reads a message. Never throws for what the bytes are.
  public Message read(byte[] bytes) {
    if (bytes.length > mostBytes) {
      return new Message.Malformed(Optional.empty(), INVALID_REQUEST, "The message is too long.");
    }
    if (!startsLikeUtf8(bytes)) {
      return new Message.Malformed(Optional.empty(), PARSE_ERROR, NOT_JSON);
    }
    Members members = new Members();
    try (JsonParser parser = Json.parser(bytes)) {
      return members.read(parser, new TreeReader(parser, MOST_VALUES));
    } catch (JacksonException e) {
      // Its message quotes the input and names our classes; neither goes out.
      return new Message.Malformed(Optional.ofNullable(members.id), PARSE_ERROR, NOT_JSON);
    }
  }

  /// Reads one JSON object outside a message: sealed state, or what a provider answered.
  ///
  /// @return empty when it is not a whole JSON object within the limits
  public static Optional<ObjectNode> readObject(byte[] bytes) {
    try (JsonParser parser = Json.parser(bytes)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      TreeReader reader = new TreeReader(parser, MOST_VALUES);
      JsonNode value = reader.value(0);
      boolean whole = parser.nextToken() == null && reader.problem().isEmpty();
      return whole && value instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /// The parser would also guess UTF-16 and UTF-32; a message is UTF-8 (RFC 8259, section 8.1).
  private static boolean startsLikeUtf8(byte[] bytes) {
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      if (bytes[i] == 0 || bytes[i] == (byte) 0xFE || bytes[i] == (byte) 0xFF) {
        return false;
      }
    }
    return bytes.length > 0;
  }

  /// The members of the message object as they come by.
  private static final class Members {
    private static final List<String> KNOWN =
        List.of("jsonrpc", "id", "method", "params", "result", "error");

    private @Nullable RequestId id;
    private @Nullable String method;
    private @Nullable JsonNode params;
    private @Nullable JsonNode result;
    private @Nullable JsonNode error;
    private boolean versionIsRight;
    private boolean idIsThere;
    private int seen;
    private @Nullable Set<String> seenUnknown;

    private Message read(JsonParser parser, TreeReader reader) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return new Message.Malformed(Optional.empty(), PARSE_ERROR, NOT_JSON);
      }
      if (first != JsonToken.START_OBJECT) {
        String text =
            first == JsonToken.START_ARRAY
                ? "Batches are not supported. Send one message at a time."
                : "A message is one JSON object.";
        parser.skipChildren();
        boolean whole = parser.nextToken() == null;
        return new Message.Malformed(
            Optional.empty(), whole ? INVALID_REQUEST : PARSE_ERROR, whole ? text : NOT_JSON);
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken token = parser.nextToken();
        if (isSecond(name)) {
          reader.complain("The message has the same key twice.");
        }
        member(name, token, parser, reader);
      }
      if (parser.nextToken() != null) {
        return new Message.Malformed(Optional.ofNullable(id), PARSE_ERROR, NOT_JSON);
      }
      String problem = reader.problem().orElseGet(this::shapeProblem);
      if (problem != null) {
        return new Message.Malformed(Optional.ofNullable(id), INVALID_REQUEST, problem);
      }
      return message();
    }

    private boolean isSecond(String name) {
      int known = KNOWN.indexOf(name);
      if (known < 0) {
        Set<String> unknown = seenUnknown == null ? new HashSet<>() : seenUnknown;
        seenUnknown = unknown;
        return !unknown.add(name);
      }
      boolean second = (seen & 1 << known) != 0;
      seen |= 1 << known;
      return second;
    }

    private void member(String name, JsonToken token, JsonParser parser, TreeReader reader) {
      switch (name) {
        case "jsonrpc" -> {
          versionIsRight = token == JsonToken.VALUE_STRING && parser.getString().equals("2.0");
          parser.skipChildren();
        }
        case "id" -> {
          idIsThere = true;
          id = requestId(token, parser, reader);
        }
        case "method" -> {
          if (token == JsonToken.VALUE_STRING) {
            method = reader.text();
          } else {
            reader.complain("The method must be a string.");
            parser.skipChildren();
          }
        }
        case "params" -> params = reader.value(1);
        case "result" -> result = reader.value(1);
        case "error" -> error = reader.value(1);
        default -> reader.value(1);
      }
    }

    private static @Nullable RequestId requestId(
        JsonToken token, JsonParser parser, TreeReader reader) {
      if (token == JsonToken.VALUE_STRING && parser.getStringLength() <= LONGEST_TEXT_ID) {
        String text = parser.getString();
        if (Texts.isWellFormed(text)) {
          return new RequestId.Text(text);
        }
      } else if (token == JsonToken.VALUE_NUMBER_INT
          && parser.getStringLength() <= TreeReader.LONGEST_NUMBER) {
        switch (parser.getNumberType()) {
          case INT, LONG -> {
            return new RequestId.Number(parser.getLongValue());
          }
          default -> {}
        }
      }
      reader.complain(
          "The id must be a string of at most 1024 characters or a whole number of at most 64 bits.");
      parser.skipChildren();
      return null;
    }

    private @Nullable String shapeProblem() {
      if (!versionIsRight) {
        return "The message must have \"jsonrpc\": \"2.0\".";
      }
      if (method != null) {
        if (result != null || error != null) {
          return "A message has a method, or a result or error, not both.";
        }
        return params == null || params.isObject() ? null : "The params must be an object.";
      }
      if (!idIsThere || (result == null) == (error == null)) {
        return "A message has a method, or an id and either a result or an error.";
      }
      return error == null || error.isObject() ? null : "The error must be an object.";
    }

    private Message message() {
      if (method == null) {
        Optional<ObjectNode> wrong =
            error instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        return new Message.Response(Objects.requireNonNull(id), Optional.ofNullable(result), wrong);
      }
      ObjectNode given =
          params instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
      return id == null
          ? new Message.Notification(method, given)
          : new Message.Request(id, method, given);
    }
  }
}
