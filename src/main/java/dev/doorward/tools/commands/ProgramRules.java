package dev.doorward.tools.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
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
        .or(() -> script(command, program, workspace));
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
      Path real = workspace.toRealPath();
      for (Path place : ProgramPath.of(file).places()) {
        if (place.startsWith(real)) {
          return path(
              what
                  + "lies in the workspace or is reached through it, where callers may come to"
                  + " write",
              "keep it and every link to it outside of workspace.path");
        }
        if (openToOthers(place)) {
          return path(
              what + "can be replaced by every user through '" + place + "'",
              "take that right away with chmod o-w");
        }
      }
      return Optional.empty();
    } catch (IOException _) {
      return path(what + "cannot be looked at", "let this user read the folders above it");
    }
  }

  /// Whether every user may change it. A link has no rights of its own: its folder's count.
  private static boolean openToOthers(Path place) {
    try {
      int mode = (Integer) Files.getAttribute(place, MODE, LinkOption.NOFOLLOW_LINKS);
      boolean folder = Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
      // In a sticky folder, as /tmp is one, nobody replaces what belongs to others.
      return (mode & WRITABLE_BY_OTHERS) != 0
          && !Files.isSymbolicLink(place)
          && !(folder && (mode & STICKY) != 0);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return false;
    }
  }

  private static Optional<Problem> shell(CommandProfile command, Path program) {
    return names(program).stream()
        .map(name -> Interpreters.read(name, command.run()).problem())
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(
            problem ->
                refused(
                    "'" + program + "' " + problem,
                    "name the program that does the work, or a script of your own with its first"
                        + " line, or start with "
                        + FLAG));
  }

  /// What the program is called, also behind links. Where one file is many programs, only the name
  /// it is called by counts.
  private static List<String> names(Path program) {
    try {
      List<String> names = ProgramPath.of(program).names();
      return MANY_IN_ONE.contains(Interpreters.plain(names.getLast()))
          ? names.subList(0, 1)
          : names;
    } catch (IOException _) {
      return List.of(String.valueOf(program.getFileName()));
    }
  }

  /// The script of an interpreter is as much a program as the interpreter.
  private static Optional<Problem> script(CommandProfile command, Path program, Path workspace) {
    return names(program).stream()
        .map(name -> Interpreters.read(name, command.run()).script())
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(script -> file(Path.of(script), false, workspace));
  }

  private static Optional<Problem> refused(String problem, String fix) {
    return Optional.of(new Problem(false, problem, fix));
  }

  private static Optional<Problem> path(String problem, String fix) {
    return Optional.of(new Problem(true, problem, fix));
  }
}
