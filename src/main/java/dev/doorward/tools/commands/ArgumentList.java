package dev.doorward.tools.commands;

import dev.doorward.service.Arguments;
import dev.doorward.service.ToolFailure;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Makes the list of arguments for one call. Every value becomes one element whole, or part of one
/// behind an option; none is split, joined, or taken for an option.
final class ArgumentList {
  // What this machine writes names and arguments in; under the POSIX locale that is ASCII.
  private static final Charset NATIVE =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private ArgumentList() {}

  static List<String> of(CommandProfile command, Arguments arguments) throws ToolFailure {
    List<String> list = new ArrayList<>();
    boolean optionsAreOver = false;
    for (Element element : command.run()) {
      switch (element) {
        case Element.Literal(String text) -> {
          optionsAreOver |= text.equals("--");
          list.add(text);
        }
        case Element.Value(String option, String name) -> {
          Optional<String> value = value(command, name, arguments);
          if (value.isPresent()) {
            require(command, option, name, value.get(), optionsAreOver);
            list.add(option + value.get());
          }
        }
      }
    }
    return list;
  }

  private static Optional<String> value(CommandProfile command, String name, Arguments arguments) {
    CommandArgument argument = argument(command, name);
    JsonNode given = arguments.json().get(name);
    return given == null ? argument.fallback() : Optional.of(argument.text(given));
  }

  private static CommandArgument argument(CommandProfile command, String name) {
    return Optional.ofNullable(command.arguments().get(name)).orElseThrow();
  }

  private static void require(
      CommandProfile command, String option, String name, String value, boolean optionsAreOver)
      throws ToolFailure {
    if (value.indexOf('\0') >= 0) {
      throw new ToolFailure("The argument \"" + name + "\" holds a NUL, which no program can get.");
    }
    if (!NATIVE.newEncoder().canEncode(value)) {
      throw new ToolFailure(
          "The argument \"" + name + "\" holds characters that this machine cannot hand on.");
    }
    if (option.isEmpty()
        && value.startsWith("-")
        && !optionsAreOver
        && !argument(command, name).mayBeginWithDash()) {
      throw new ToolFailure(
          "The argument \""
              + name
              + "\" may not begin with \"-\": it could be taken for an option.");
    }
  }
}
