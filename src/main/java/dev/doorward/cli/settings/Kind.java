package dev.doorward.cli.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What a setting's value looks like, how it is read and how it is written.
///
/// `label` names the shape for people; `separator` splits an environment variable or flag into list
/// items, and is empty for a single value.
public final class Kind<T> {
  /// Reads one shape.
  @FunctionalInterface
  public interface Reading<S, T> {
    /// Gives the value, or says what is wrong with it.
    T read(S written) throws BadValue;
  }

  private static final int ITEM_LIMIT = 256;

  private enum Shape {
    ONE,
    LIST,
    MAP
  }

  private final String label;
  private final Shape shape;
  private final String separator;
  private final Reading<Raw, T> reading;
  private final Function<T, String> writing;
  private final boolean bounded;
  private final boolean secret;

  private Kind(
      String label,
      Shape shape,
      boolean bounded,
      boolean secret,
      String separator,
      Reading<Raw, T> reading,
      Function<T, String> writing) {
    this.label = label;
    this.shape = shape;
    this.bounded = bounded;
    this.secret = secret;
    this.separator = separator;
    this.reading = reading;
    this.writing = writing;
  }

  /// A single value written as one word.
  public static <T> Kind<T> one(
      String label, Reading<String, T> reading, Function<T, String> writing) {
    return new Kind<>(
        label,
        Shape.ONE,
        false,
        false,
        "",
        raw -> {
          if (raw instanceof Raw.Text(String text)) {
            return reading.read(text);
          }
          throw new BadValue("a single value is expected", "write one " + label);
        },
        writing);
  }

  /// A list of such values; one variable or flag may hold several, split at `separator`.
  public static <T> Kind<List<T>> list(Kind<T> item, String separator) {
    return new Kind<>(
        "list of " + item.label,
        Shape.LIST,
        item.bounded,
        item.secret,
        separator,
        raw -> {
          List<Raw> written = raw instanceof Raw.Items(List<Raw> values) ? values : List.of(raw);
          if (written.size() > ITEM_LIMIT) {
            throw new BadValue("more than " + ITEM_LIMIT + " items", "write fewer");
          }
          List<T> read = new ArrayList<>(written.size());
          for (Raw value : written) {
            read.add(item.read(value));
          }
          return List.copyOf(read);
        },
        values ->
            values.isEmpty() ? "" : String.join(", ", values.stream().map(item::format).toList()));
  }

  /// A mapping from a name to a value; it can be written in the file only.
  public static <T> Kind<Map<String, T>> map(String label, Kind<T> value) {
    return new Kind<>(
        label,
        Shape.MAP,
        false,
        value.secret,
        "",
        raw -> {
          if (!(raw instanceof Raw.Entries(Map<String, Raw> entries))) {
            throw new BadValue(
                "a mapping is expected", "write one name and value per line in the file");
          }
          Map<String, T> read = new LinkedHashMap<>();
          for (Map.Entry<String, Raw> entry : entries.entrySet()) {
            read.put(entry.getKey(), value.read(entry.getValue()));
          }
          return Collections.unmodifiableMap(read);
        },
        values -> values.isEmpty() ? "" : values.toString());
  }

  /// A mapping from a name to something with a form of its own, read later; in the file only.
  static Kind<Map<String, Raw>> nested(String label) {
    return new Kind<>(
        label,
        Shape.MAP,
        false,
        false,
        "",
        raw -> {
          if (raw instanceof Raw.Entries(Map<String, Raw> entries)) {
            return entries;
          }
          throw new BadValue(
              "a mapping is expected", "write one name per line in the file, and what it is below");
        },
        values -> values.isEmpty() ? "" : values.toString());
  }

  /// The same kind, with bounds that Bean Validation judges on the record component.
  Kind<T> withBounds() {
    return new Kind<>(label, shape, true, secret, separator, reading, writing);
  }

  /// The same kind, whose values are masked in logs, may come from a file named by a variable, and
  /// are refused in a configuration file that everybody can read.
  Kind<T> asSecret() {
    return new Kind<>(label, shape, bounded, true, separator, reading, writing);
  }

  /// Whether values must not be seen.
  public boolean secret() {
    return secret;
  }

  /// Whether the record component may carry a Bean Validation constraint.
  public boolean bounded() {
    return bounded;
  }

  /// The same shape read into another type; `writing` must undo what `wrapping` does.
  <R> Kind<R> mapped(Function<T, R> wrapping, Function<R, String> writing) {
    return new Kind<>(
        label,
        shape,
        bounded,
        secret,
        separator,
        raw -> wrapping.apply(reading.read(raw)),
        writing);
  }

  /// The shape's name for people.
  public String label() {
    return label;
  }

  /// Whether only the file can hold it.
  public boolean fileOnly() {
    return shape == Shape.MAP;
  }

  /// What splits several values in one variable or flag; empty for a single value.
  public String separator() {
    return separator;
  }

  /// Whether a flag may be repeated.
  public boolean repeatable() {
    return shape == Shape.LIST;
  }

  T read(Raw raw) throws BadValue {
    return reading.read(raw);
  }

  /// Writes a value as it would be written in the environment.
  public String format(T value) {
    return writing.apply(value);
  }

  Raw split(String written) {
    if (shape != Shape.LIST) {
      return new Raw.Text(written);
    }
    return new Raw.Items(
        Arrays.stream(written.split(Pattern.quote(separator), -1))
            .map(String::strip)
            .filter(item -> !item.isEmpty())
            .<Raw>map(Raw.Text::new)
            .toList());
  }
}
