package dev.doorward.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A line of an audit file, read back.
///
/// @param sealed its bytes up to the chain value, which the value covers
/// @param json all it says
record SealedLine(byte[] sealed, JsonNode json) {
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern END = Pattern.compile(",\"mac\":\"[A-Za-z0-9_-]{43}\"}");
  private static final int END_BYTES = 53;

  /// Reads a line, without its line break; empty when it is no line of a chain.
  static Optional<SealedLine> read(byte[] line) {
    if (line.length <= END_BYTES) {
      return Optional.empty();
    }
    int end = line.length - END_BYTES;
    Matcher matcher = END.matcher(new String(line, end, END_BYTES, StandardCharsets.ISO_8859_1));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      JsonNode json = JsonMapper.shared().readTree(line);
      return json.isObject()
              && json.path("sequence").isIntegralNumber()
              && json.path("sequence").canConvertToLong()
          ? Optional.of(new SealedLine(Arrays.copyOf(line, end), json))
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  long sequence() {
    return json.path("sequence").asLong();
  }

  long torn() {
    return json.path("torn").asLong(0);
  }

  String value() {
    return json.path("mac").asString();
  }

  /// The id of the chain when this line begins a file of it.
  Optional<String> chain() {
    return text("chain").filter(_ -> json.path("event").asString("").equals("file_begun"));
  }

  /// The chain value before this line, when it begins a file.
  Optional<String> previous() {
    return chain().flatMap(_ -> text("previous")).filter(text -> VALUE.matcher(text).matches());
  }

  private Optional<String> text(String name) {
    return Optional.of(json.path(name).asString("")).filter(text -> !text.isEmpty());
  }
}
