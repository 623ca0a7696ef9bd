package dev.doorward;

import dev.doorward.cli.settings.PathRefused;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.sandbox.Entry;
import dev.doorward.sandbox.Sandbox;
import dev.doorward.tools.commands.CommandProfile;
import dev.doorward.tools.commands.CommandsFamily;
import dev.doorward.tools.commands.ProgramRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What must hold of the declared commands before a door is opened, and their family.
final class DeclaredCommands {
  private DeclaredCommands() {}

  /// Whether there are any to offer.
  static boolean offered(Settings settings) {
    return settings.toolsets().enabled().contains(CommandsFamily.NAME)
        && !settings.commands().isEmpty();
  }

  /// Refuses the first command that must not be offered.
  static void check(Settings settings) {
    if (!offered(settings)) {
      return;
    }
    Path workspace = workspace(settings);
    try {
      Sandbox sandbox = Sandbox.open(workspace);
      for (CommandProfile command : settings.commands().values()) {
        requireProgram(command, workspace, settings);
        requireDirectory(command, sandbox);
        requireTime(command, settings.gateway().deadline());
        requireOutput(command, settings.gateway().outputBytes());
      }
    } catch (IOException _) {
      throw new PathRefused(
          "workspace.path", "", "it cannot be opened", "name a directory this user can read");
    }
  }

  private static Path workspace(Settings settings) {
    return settings
        .workspace()
        .path()
        .orElseThrow(
            () ->
                new SettingsRefused(
                    "workspace.path",
                    "",
                    "it is missing, and commands run in the workspace",
                    "name a directory with --workspace"));
  }

  private static void requireProgram(CommandProfile command, Path workspace, Settings settings) {
    boolean shells = settings.dangers().contains(ProgramRules.FLAG);
    Optional<ProgramRules.Problem> found = ProgramRules.problem(command, workspace, shells);
    if (found.isPresent()) {
      ProgramRules.Problem problem = found.get();
      String key = key(command, "run");
      if (problem.file()) {
        throw new PathRefused(key, "", problem.problem(), problem.fix());
      }
      throw new SettingsRefused(key, "", problem.problem(), problem.fix());
    }
  }

  private static void requireDirectory(CommandProfile command, Sandbox workspace) {
    boolean there =
        workspace
            .stat(command.directory())
            .granted()
            .filter(entry -> entry.kind() == Entry.Kind.DIRECTORY)
            .isPresent();
    if (!there) {
      throw new PathRefused(
          key(command, "directory"),
          "",
          "'" + command.directory() + "' is no directory of the workspace, or is reached by a link",
          "name one that is there");
    }
  }

  /// A deadline that strikes first would take the output away with it.
  private static void requireTime(CommandProfile command, Duration deadline) {
    Optional<Duration> written = command.timeout();
    if (written.isPresent()
        && written.get().plus(CommandProfile.TO_ANSWER).compareTo(deadline) > 0) {
      throw new SettingsRefused(
          key(command, "timeout"),
          "",
          "the gateway ends every call before it, after " + deadline.toSeconds() + " s",
          "write one that is a second shorter than gateway.deadline, or raise that");
    }
  }

  /// Both streams may come to be full.
  private static void requireOutput(CommandProfile command, int most) {
    if (2L * command.outputBytes() + 1_024 > most) {
      throw new SettingsRefused(
          key(command, "output-bytes"),
          "",
          "an answer with both streams would be larger than gateway.output-bytes",
          "write less than half of that, or raise it");
    }
  }

  private static String key(CommandProfile command, String field) {
    return "commands." + command.name() + "." + field;
  }

  /// The family; what [#check] refuses has been refused.
  static CommandsFamily family(Settings settings) {
    try {
      return new CommandsFamily(
          settings.commands().values(),
          Sandbox.open(workspace(settings)),
          settings.gateway().deadline());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
