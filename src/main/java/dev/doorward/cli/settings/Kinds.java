package dev.doorward.cli.settings;

import dev.doorward.transport.http.auth.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The kinds that settings are made of.
public final class Kinds {
  private static final int TEXT_LIMIT = 4_096;
  private static final int SHOWN_LIMIT = 120;

  private Kinds() {}

  /// Any line of at most 4096 characters without control characters.
  public static Kind<String> text() {
    return Kind.one("text", Kinds::line, value -> value);
  }

  /// A line that is never shown again.
  public static Kind<Secret> secret() {
    return Kind.one("secret", text -> new Secret(line(text)), Secret::toString).asSecret();
  }

  /// A whole number; its bounds stand on the record component.
  public static Kind<Integer> integer() {
    return Kind.one("whole number", Kinds::number, Object::toString).withBounds();
  }

  /// `true` or `false`.
  public static Kind<Boolean> truth() {
    return Kind.one(
        "true | false",
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default ->
                  throw new BadValue(
                      quoted(text) + " is neither true nor false", "write true or false");
            },
        Object::toString);
  }

  /// A duration such as `30s`, `5m`, `12h` or `30d`.
  public static Kind<Duration> duration() {
    return Kind.one("duration", Kinds::time, Durations::format).withBounds();
  }

  /// A path of this machine; a relative one starts in the working directory.
  public static Kind<Path> path() {
    return Kind.one("path", Kinds::location, Path::toString);
  }

  /// An absolute `http` or `https` address without user, query or fragment.
  public static Kind<URI> httpAddress() {
    return Kind.one("http or https address", Kinds::address, URI::toString);
  }

  /// One of the constants of an enum, written in lower case.
  public static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Kinds::lower).toList();
    return Kind.one(
        String.join(" | ", names),
        text -> {
          int index = names.indexOf(text.toLowerCase(Locale.ROOT));
          if (index < 0) {
            throw new BadValue(
                quoted(text) + " is not one of the choices", "write " + String.join(" or ", names));
          }
          return type.getEnumConstants()[index];
        },
        Kinds::lower);
  }

  /// A value that may be left out.
  public static <T> Kind<Optional<T>> optional(Kind<T> kind) {
    return kind.mapped(Optional::of, value -> value.map(kind::format).orElse(""));
  }

  /// A value as it may be shown in a one-line message, in quotes: capped, without control
  /// characters.
  public static String quoted(String text) {
    return "'" + plain(text) + "'";
  }

  /// The same without quotes.
  public static String plain(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(SHOWN_LIMIT)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(shown::appendCodePoint);
    return shown.append(text.length() > SHOWN_LIMIT ? "…" : "").toString();
  }

  private static String line(String text) throws BadValue {
    if (text.isBlank()) {
      throw new BadValue("it is empty", "give a value or remove the key");
    }
    if (text.length() > TEXT_LIMIT || text.chars().anyMatch(Character::isISOControl)) {
      throw new BadValue(
          "it is too long or holds control characters",
          "write one line of at most 4096 characters");
    }
    return text;
  }

  private static Integer number(String text) throws BadValue {
    // Integer.parseInt alone would also take digits of other scripts and a plus sign.
    if (!text.matches("-?[0-9]{1,10}")) {
      throw new BadValue(quoted(text) + " is not a whole number", "write digits only");
    }
    long value = Long.parseLong(text);
    if (value != (int) value) {
      throw new BadValue(quoted(text) + " is too large", "write a number below 2147483648");
    }
    return (int) value;
  }

  private static Duration time(String text) throws BadValue {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException _) {
      throw new BadValue(
          quoted(text) + " is not a duration",
          "write a number and a unit, such as 30s, 5m, 12h or 30d");
    }
  }

  private static Path location(String text) throws BadValue {
    try {
      return Path.of(line(text)).toAbsolutePath().normalize();
    } catch (InvalidPathException _) {
      throw new BadValue(quoted(text) + " is not a path", "write a path of this machine");
    }
  }

  private static URI address(String text) throws BadValue {
    try {
      URI address = new URI(text);
      String scheme = address.getScheme() == null ? "" : address.getScheme();
      if ((scheme.equals("http") || scheme.equals("https"))
          && address.getHost() != null
          && address.getRawUserInfo() == null
          && address.getRawQuery() == null
          && address.getRawFragment() == null) {
        return address;
      }
    } catch (URISyntaxException _) {
      // Falls through to the one refusal below.
    }
    throw new BadValue(
        quoted(text) + " is not an http or https address",
        "write it like https://mcp.example.org, without user, query or fragment");
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
