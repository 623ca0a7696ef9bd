package dev.doorward.tools.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// What must hold of a command's program before it is offered.
public final class ProgramRules {
  /// The flag that lets a shell or an interpreter be a command.
  public static final String FLAG = "--dangerously-run-shells";

  // Asked as one number: the sticky bit is in none of Java's own sets.
  private static final String MODE = "unix:mode";
  private static final int WRITABLE_BY_OTHERS = 0002;
  private static final int STICKY = 01000;

  private static final Set<String> MANY_IN_ONE = Set.of("busybox", "toybox");

  private ProgramRules() {}

  /// What is wrong.
  ///
  /// @param file whether it is the file that is wrong, not what is written
  /// @param problem one phrase, as is the fix
  public record Problem(boolean file, String problem, String fix) {}

  /// The first thing that is wrong with a command's program; empty when nothing is.
  ///
  /// @param workspace where commands run, and where callers may come to write
  /// @param shells whether the operator accepted what a shell or an interpreter can do
  public static Optional<Problem> problem(CommandProfile command, Path workspace, boolean shells) {
    Path program = Path.of(command.program());
    return file(program, true, workspace)
        .or(() -> shells ? Optional.empty() : shell(command, program))
        .or(() -> script(command, workspace));
  }

  private static Optional<Problem> file(Path file, boolean program, Path workspace) {
    String what = "'" + file + "' ";
    if (!file.isAbsolute()) {
      return refused(what + "is not an absolute path", "write the whole path of the program");
    }
    if (!Files.isRegularFile(file)) {
      return path(what + "is not there or is no file", "name a program of this machine");
    }
    if (program && !Files.isExecutable(file)) {
      return path(what + "cannot be run by this user", "give it the right to, or name another");
    }
    try {
      Path real = file.toRealPath();
      if (real.startsWith(workspace.toRealPath())) {
        return path(
            what + "lies in the workspace, where callers may come to write",
            "keep it outside of workspace.path");
      }
      return openToOthers(real)
          .or(() -> openToOthers(file))
          .flatMap(
              open ->
                  path(
                      what + "can be replaced by every user through '" + open + "'",
                      "take that right away with chmod o-w"));
    } catch (IOException _) {
      return path(what + "cannot be looked at", "let this user read the folders above it");
    }
  }

  /// The file, or the folder above it, that every user may change.
  private static Optional<Path> openToOthers(Path file) {
    for (Path here = file; here != null; here = here.getParent()) {
      if (openToOthers(here, here.equals(file))) {
        return Optional.of(here);
      }
    }
    return Optional.empty();
  }

  private static boolean openToOthers(Path here, boolean file) {
    try {
      int mode = (Integer) Files.getAttribute(here, MODE);
      // In a sticky folder, as /tmp is one, nobody replaces what belongs to others.
      return (mode & WRITABLE_BY_OTHERS) != 0 && (file || (mode & STICKY) == 0);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return false;
    }
  }

  private static Optional<Problem> shell(CommandProfile command, Path program) {
    String written = String.valueOf(program.getFileName());
    return Interpreters.problem(written, command.run())
        .or(() -> realName(program).flatMap(real -> Interpreters.problem(real, command.run())))
        .flatMap(
            problem ->
                refused(
                    "'" + program + "' " + problem,
                    "name the program that does the work, or a script of your own with its first"
                        + " line, or start with "
                        + FLAG));
  }

  /// What a link leads to. Where one file is many programs, only the name it is called by counts.
  private static Optional<String> realName(Path program) {
    try {
      String name = String.valueOf(program.toRealPath().getFileName());
      return MANY_IN_ONE.contains(name) ? Optional.empty() : Optional.of(name);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// The script of an interpreter is as much a program as the interpreter.
  private static Optional<Problem> script(CommandProfile command, Path workspace) {
    return Interpreters.script(command.run())
        .flatMap(script -> file(Path.of(script), false, workspace));
  }

  private static Optional<Problem> refused(String problem, String fix) {
    return Optional.of(new Problem(false, problem, fix));
  }

  private static Optional<Problem> path(String problem, String fix) {
    return Optional.of(new Problem(true, problem, fix));
  }
}
