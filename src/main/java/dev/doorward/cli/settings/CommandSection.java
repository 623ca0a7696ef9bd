package dev.doorward.cli.settings;

import dev.doorward.caller.Scope;
import dev.doorward.sandbox.RelativePath;
import dev.doorward.service.Effect;
import dev.doorward.tools.commands.CommandArgument;
import dev.doorward.tools.commands.CommandProfile;
import dev.doorward.tools.commands.Element;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the key `commands`: which programs are offered as tools, and how.
final class CommandSection {
  static final Key<Map<String, Raw>> COMMANDS =
      Key.of(
          "commands",
          Kind.nested("mapping of tool name to command"),
          Map.<String, Raw>of(),
          "Programs that the family commands offers, each as the tool it is named by: description,"
              + " title, run (a list: the program and its arguments, in which {name} or"
              + " --option={name} stands for an argument), arguments (by name: type, description,"
              + " required, default, choices, pattern, min-length, max-length, minimum, maximum,"
              + " may-begin-with-dash), directory (in the workspace), environment, timeout,"
              + " output-bytes, at-once, effect (reads or writes), scopes.");

  /// These keys, in the order of the reference.
  static final List<Key<?>> ALL = List.of(COMMANDS);

  private static final List<String> FIELDS =
      List.of(
          "description",
          "title",
          "run",
          "arguments",
          "directory",
          "environment",
          "timeout",
          "output-bytes",
          "at-once",
          "effect",
          "scopes");

  private static final int MOST_COMMANDS = 64;
  private static final int MOST_ELEMENTS = 128;
  private static final int MOST_ARGUMENTS = 32;
  private static final int MOST_VARIABLES = 64;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  private final NestedFields command;

  private CommandSection(NestedFields command) {
    this.command = command;
  }

  /// The commands by name, in the order written.
  static Map<String, CommandProfile> profiles(Values values) {
    Map<String, Raw> written = values.get(COMMANDS);
    if (written.size() > MOST_COMMANDS) {
      throw new SettingsRefused(
          COMMANDS.name(),
          values.where(COMMANDS),
          "more than " + MOST_COMMANDS + " commands",
          "write fewer");
    }
    Map<String, CommandProfile> profiles = new LinkedHashMap<>();
    written.forEach(
        (name, raw) -> {
          NestedFields fields =
              NestedFields.of(
                  COMMANDS.name() + "." + Kinds.plain(name), raw, values.where(COMMANDS));
          profiles.put(name, new CommandSection(fields).read(name));
        });
    return profiles;
  }

  private CommandProfile read(String name) {
    if (!NAME.matcher(name).matches()) {
      throw command.refused(
          "", "a command cannot have this name", "write a letter, then letters, digits, _ and -");
    }
    command.require(FIELDS);
    Map<String, CommandArgument> arguments = arguments();
    List<Element> run = run(arguments);
    return new CommandProfile(
        name,
        command.one("title", Kinds.text()),
        command.needed("description", Kinds.text(), "say what it does and when to call it"),
        run,
        arguments,
        directory(),
        environment(),
        timeout(),
        command.number("output-bytes", CommandProfile.USUAL_OUTPUT_BYTES, 1_024, 4 * 1_024 * 1_024),
        command.number("at-once", CommandProfile.USUAL_AT_ONCE, 1, 64),
        command.one("effect", Kinds.choice(Effect.class)).orElse(Effect.WRITES),
        scopes());
  }

  private List<Element> run(Map<String, CommandArgument> arguments) {
    List<Element> run = new ArrayList<>();
    for (String written : command.many("run", Kinds.text())) {
      run.add(element(written));
    }
    if (run.isEmpty() || !(run.getFirst() instanceof Element.Literal)) {
      throw command.refused(
          "run", "it names no program", "write a list that begins with the program's whole path");
    }
    if (run.size() > MOST_ELEMENTS) {
      throw command.refused("run", "more than " + MOST_ELEMENTS + " elements", "write fewer");
    }
    requireUse(run, arguments);
    return run;
  }

  private Element element(String written) {
    try {
      return Element.parse(written);
    } catch (IllegalArgumentException _) {
      throw command.refused(
          "run",
          Kinds.quoted(written) + " has a placeholder as a part of it",
          "write {name} as an element of its own, or behind an option, as --depth={name}");
    }
  }

  /// Each placeholder has an argument and each argument a place, and none can be left out so that
  /// an option before it would take what follows for its value, or that what follows would move
  /// into its place and past its pattern.
  private void requireUse(List<Element> run, Map<String, CommandArgument> arguments) {
    Set<String> unused = new HashSet<>(arguments.keySet());
    for (int i = 1; i < run.size(); i++) {
      if (!(run.get(i) instanceof Element.Value(String option, String name))) {
        continue;
      }
      CommandArgument argument = arguments.get(name);
      if (argument == null) {
        throw command.refused(
            "run", "there is no argument " + Kinds.quoted(name), "declare it below arguments");
      }
      unused.remove(name);
      String before = run.get(i - 1).text();
      boolean mayBeMissing =
          option.isEmpty() && !argument.required() && argument.fallback().isEmpty();
      if (mayBeMissing && before.startsWith("-") && !before.equals("--")) {
        throw command.refused(
            "arguments." + name,
            "it may be left out, and " + Kinds.quoted(before) + " would be left without it",
            "give it a default, or write " + before + "={" + name + "}");
      }
      if (mayBeMissing && run.subList(i + 1, run.size()).stream().anyMatch(this::standsAlone)) {
        throw command.refused(
            "arguments." + name,
            "it may be left out, and what follows it in run would take its place",
            "give it a default, make it required, or write it last");
      }
    }
    if (!unused.isEmpty()) {
      throw command.refused(
          "arguments." + unused.stream().sorted().findFirst().orElseThrow(),
          "nothing in run uses it",
          "write it there in braces, or remove it");
    }
  }

  private boolean standsAlone(Element element) {
    return !(element instanceof Element.Value(String option, _)) || option.isEmpty();
  }

  private Map<String, CommandArgument> arguments() {
    Map<String, CommandArgument> arguments = new LinkedHashMap<>();
    command
        .inner("arguments")
        .forEach(
            (name, fields) -> {
              if (!Element.Written.isName(name)) {
                throw fields.refused(
                    "",
                    "an argument cannot have this name",
                    "write a lower-case letter, then lower-case letters, digits and _");
              }
              arguments.put(name, CommandArgumentFields.read(fields));
            });
    if (arguments.size() > MOST_ARGUMENTS) {
      throw command.refused("arguments", "more than " + MOST_ARGUMENTS, "write fewer");
    }
    return arguments;
  }

  private RelativePath directory() {
    String written = command.one("directory", Kinds.text()).orElse(".");
    return written.equals(".")
        ? RelativePath.TOP
        : RelativePath.parse(written)
            .orElseThrow(
                () ->
                    command.refused(
                        "directory",
                        Kinds.quoted(written) + " is no path below the workspace",
                        "write names joined by /, without .. or a leading /"));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = command.texts("environment");
    if (environment.size() > MOST_VARIABLES) {
      throw command.refused("environment", "more than " + MOST_VARIABLES, "write fewer");
    }
    for (String name : environment.keySet()) {
      if (!VARIABLE.matcher(name).matches()) {
        throw command.refused(
            "environment." + Kinds.plain(name),
            "a variable cannot have this name",
            "write letters, digits and _");
      }
    }
    return environment;
  }

  private Optional<Duration> timeout() {
    Optional<Duration> timeout = command.one("timeout", Kinds.duration());
    timeout.ifPresent(
        written -> {
          if (written.compareTo(Duration.ofMillis(100)) < 0
              || written.compareTo(Duration.ofMinutes(10)) >= 0) {
            throw command.refused(
                "timeout", "it is out of range", "write at least 100ms, and less than 10m");
          }
        });
    return timeout;
  }

  private Set<Scope> scopes() {
    Set<Scope> scopes = new HashSet<>();
    for (String scope : command.many("scopes", Kinds.text())) {
      if (!MachineKeys.scopes().contains(scope)) {
        throw command.refused(
            "scopes",
            Kinds.quoted(scope) + " is not known",
            "did you mean " + Nearest.to(scope, MachineKeys.scopes()) + "?");
      }
      scopes.add(Scope.of(scope));
    }
    return scopes;
  }
}
