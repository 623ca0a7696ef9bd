package dev.doorward.cli.settings;

import com.google.re2j.PatternSyntaxException;
import dev.doorward.service.ObjectSchema;
import dev.doorward.tools.commands.CommandArgument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads one argument of a command and makes its JSON Schema.
final class CommandArgumentFields {
  private static final List<String> ALWAYS =
      List.of("type", "description", "required", "default", "may-begin-with-dash");
  private static final List<String> OF_TEXT =
      List.of("choices", "pattern", "min-length", "max-length");
  private static final List<String> OF_NUMBER = List.of("minimum", "maximum");

  private static final int USUAL_LENGTH = 1_000;
  private static final int LONGEST = 100_000;

  private CommandArgumentFields() {}

  static CommandArgument read(NestedFields fields) {
    CommandArgument.Type type =
        fields.needed(
            "type",
            Kinds.choice(CommandArgument.Type.class),
            "write string, integer, number or boolean");
    fields.require(Stream.of(ALWAYS, ofType(type)).<String>flatMap(List::stream).toList());
    Optional<String> fallback = fields.one("default", Kinds.text());
    boolean required = fields.one("required", Kinds.truth()).orElse(fallback.isEmpty());
    if (required && fallback.isPresent()) {
      throw fields.refused(
          "default", "nothing would ever take it while required is true", "remove one of them");
    }
    Map<String, Object> schema = schema(type, fields);
    fallback.ifPresent(text -> schema.put("default", fallback(type, text, fields)));
    return new CommandArgument(
        type,
        schema,
        required,
        fallback,
        fields.one("may-begin-with-dash", Kinds.truth()).orElse(false));
  }

  private static List<String> ofType(CommandArgument.Type type) {
    return switch (type) {
      case STRING -> OF_TEXT;
      case INTEGER, NUMBER -> OF_NUMBER;
      case BOOLEAN -> List.of();
    };
  }

  private static Map<String, Object> schema(CommandArgument.Type type, NestedFields fields) {
    String description =
        fields.needed("description", Kinds.text(), "say what a caller should give");
    return new LinkedHashMap<>(
        switch (type) {
          case STRING -> text(description, fields);
          case INTEGER -> wholeNumber(description, fields);
          case NUMBER -> number(description, fields);
          case BOOLEAN -> ObjectSchema.flag(description);
        });
  }

  private static Map<String, Object> text(String description, NestedFields fields) {
    List<String> choices = fields.many("choices", Kinds.text());
    if (!choices.isEmpty()) {
      return ObjectSchema.choice(description, choices);
    }
    Map<String, Object> schema =
        new LinkedHashMap<>(
            ObjectSchema.text(
                description,
                fields.number("min-length", 0, 0, LONGEST),
                fields.number("max-length", USUAL_LENGTH, 1, LONGEST)));
    // A pattern that is found anywhere in a value guards nothing.
    fields
        .one("pattern", Kinds.text())
        .ifPresent(pattern -> schema.put("pattern", "^(?:" + linear(pattern, fields) + ")$"));
    return schema;
  }

  private static String linear(String pattern, NestedFields fields) {
    try {
      com.google.re2j.Pattern.compile(pattern);
      return pattern;
    } catch (PatternSyntaxException _) {
      throw fields.refused(
          "pattern",
          Kinds.quoted(pattern) + " is no regular expression of linear time (RE2)",
          "write one without look-around and back references");
    }
  }

  private static Map<String, Object> wholeNumber(String description, NestedFields fields) {
    double most = CommandArgument.MOST;
    return ObjectSchema.wholeNumber(
        description, (long) bound("minimum", -most, fields), (long) bound("maximum", most, fields));
  }

  private static Map<String, Object> number(String description, NestedFields fields) {
    double most = CommandArgument.MOST;
    return ObjectSchema.number(
        description, bound("minimum", -most, fields), bound("maximum", most, fields));
  }

  private static double bound(String field, double usual, NestedFields fields) {
    return fields.one(field, Kinds.text()).map(text -> exact(field, text, fields)).orElse(usual);
  }

  private static double exact(String field, String text, NestedFields fields) {
    // Double.parseDouble alone would also take NaN, hexadecimal digits and a type's letter.
    if (!text.matches("-?[0-9]{1,16}(\\.[0-9]{1,16})?")
        || Math.abs(Double.parseDouble(text)) > CommandArgument.MOST) {
      throw fields.refused(
          field, Kinds.quoted(text) + " is no number that is exact", "write one below 2^53");
    }
    return Double.parseDouble(text);
  }

  /// The default as clients see it, of the argument's own type.
  private static Object fallback(CommandArgument.Type type, String text, NestedFields fields) {
    return switch (type) {
      case STRING -> text;
      case INTEGER -> whole(text, fields);
      case NUMBER -> exact("default", text, fields);
      case BOOLEAN -> fields.one("default", Kinds.truth()).orElseThrow();
    };
  }

  private static Long whole(String text, NestedFields fields) {
    double number = exact("default", text, fields);
    if (number != Math.rint(number)) {
      throw fields.refused("default", Kinds.quoted(text) + " is no whole number", "write one");
    }
    return (long) number;
  }
}
