package dev.doorward.tools.commands;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One element of a command's list of arguments. Whatever stands for it when the command runs is
/// one element as well.
public sealed interface Element {
  /// What the operator wrote, as it is.
  record Literal(String text) implements Element {}

  /// A caller's value, alone or behind an option that the operator wrote.
  ///
  /// @param option empty, or an option with its equals sign, such as `--depth=`
  /// @param argument the argument's name
  record Value(String option, String argument) implements Element {
    @Override
    public String text() {
      return option + "{" + argument + "}";
    }
  }

  /// As it was written.
  String text();

  /// Reads one element. `{name}` and `--option={name}` stand for a value; other braces are plain
  /// text.
  ///
  /// @throws IllegalArgumentException when a placeholder is only a part of the element, so that a
  ///   value could change what the rest of it means
  static Element parse(String written) {
    Matcher value = Written.VALUE.matcher(written);
    if (value.matches()) {
      return new Value(value.group(1), value.group(2));
    }
    if (Written.PLACEHOLDER.matcher(written).find()) {
      throw new IllegalArgumentException("a placeholder is a part of it");
    }
    return new Literal(written);
  }

  /// How elements are written.
  final class Written {
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern VALUE =
        Pattern.compile("((?:--?[A-Za-z0-9][A-Za-z0-9_.-]{0,63}=)?)\\{([a-z][a-z0-9_]{0,63})\\}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z][a-z0-9_]*\\}");

    private Written() {}

    /// Whether an argument can have this name.
    public static boolean isName(String name) {
      return NAME.matcher(name).matches();
    }
  }
}
