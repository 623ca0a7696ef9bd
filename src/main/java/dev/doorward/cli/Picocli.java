package dev.doorward.cli;

import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.Nearest;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Help, and what is wrong with a command line that could not be read plainly.
///
/// Nothing else names picocli: its classes are too old for the JVM's AOT cache, and loading them
/// would cost a stdio start more than all the rest of reading the settings.
final class Picocli {
  private Picocli() {}

  /// Reads the command line again and refuses it with one line; empty when it asked for help, which
  /// has been printed.
  static Optional<Words> read(Form form, List<String> arguments, PrintStream out) {
    CommandSpec spec = spec(form).name("doorward " + form.name());
    CommandLine line = new CommandLine(spec).setExpandAtFiles(false);
    try {
      CommandLine.ParseResult written = line.parseArgs(arguments.toArray(String[]::new));
      if (written.isUsageHelpRequested()) {
        line.usage(out);
        return Optional.empty();
      }
      Map<String, List<String>> flags = new HashMap<>();
      for (OptionSpec option : written.matchedOptionsSet()) {
        flags.put(
            option.longestName(),
            option.arity().max() == 0 ? List.of(Words.WRITTEN) : option.originalStringValues());
      }
      return Optional.of(
          new Words(
              flags,
              written.matchedPositionals().stream()
                  .flatMap(word -> word.originalStringValues().stream())
                  .distinct()
                  .toList()));
    } catch (CommandLine.UnmatchedArgumentException unmatched) {
      throw new StartRefused(ExitCode.USAGE, unmatched(unmatched, spec));
    } catch (CommandLine.ParameterException wrong) {
      throw new StartRefused(
          ExitCode.USAGE,
          Kinds.plain(String.valueOf(wrong.getMessage()))
              + "; see doorward "
              + form.name()
              + " --help");
    }
  }

  /// Prints the help of the whole.
  static void usage(List<Form> commands, PrintStream out) {
    CommandSpec root = CommandSpec.create().name("doorward");
    root.usageMessage()
        .description("Keeps the doors to your tools.")
        .synopsisSubcommandLabel("COMMAND");
    for (Form command : commands) {
      root.addSubcommand(command.name(), new CommandLine(spec(command)));
    }
    new CommandLine(root).usage(out);
  }

  private static CommandSpec spec(Form form) {
    CommandSpec spec = CommandSpec.create().name(form.name());
    spec.usageMessage().description(form.purpose());
    form.word()
        .ifPresent(
            word ->
                spec.addPositional(
                    positional(word)
                        .paramLabel("<" + word.label() + ">")
                        .description(word.purpose().replace("%", "%%"))
                        .build()));
    for (Form.Option option : form.options()) {
      OptionSpec.Builder flag =
          OptionSpec.builder(option.name()).description(option.purpose().replace("%", "%%"));
      if (option.alone()) {
        spec.addOption(flag.arity("0").type(boolean.class).build());
        continue;
      }
      flag.paramLabel("<" + option.label() + ">");
      spec.addOption(
          option.repeatable()
              ? flag.type(List.class).auxiliaryTypes(String.class).build()
              : flag.type(String.class).build());
    }
    return spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Shows this and ends.")
            .build());
  }

  private static PositionalParamSpec.Builder positional(Form.Option word) {
    return word.repeatable()
        ? PositionalParamSpec.builder()
            .index("0..*")
            .arity("1..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
        : PositionalParamSpec.builder().index("0").arity("1").type(String.class);
  }

  private static String unmatched(
      CommandLine.UnmatchedArgumentException unmatched, CommandSpec spec) {
    List<String> words = unmatched.getUnmatched();
    String word = words.isEmpty() ? "" : words.getFirst();
    String written = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    return Kinds.quoted(written)
        + " is no flag of this command; did you mean "
        + Nearest.to(written, new ArrayList<>(spec.optionsMap().keySet()))
        + "?";
  }
}
