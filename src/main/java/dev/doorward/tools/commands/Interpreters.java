package dev.doorward.tools.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Programs that run whatever they are told to, as data. This guards against a slip of the pen: no
/// list knows every program that can start another.
final class Interpreters {
  private static final Set<String> SHELLS =
      Set.of(
          "ash",
          "bash",
          "busybox",
          "cmd",
          "csh",
          "dash",
          "elvish",
          "es",
          "fish",
          "hush",
          "ion",
          "ksh",
          "lksh",
          "mksh",
          "nu",
          "oksh",
          "osh",
          "pdksh",
          "posh",
          "powershell",
          "pwsh",
          "rbash",
          "rc",
          "rksh",
          "rzsh",
          "sash",
          "sh",
          "tcsh",
          "toybox",
          "xonsh",
          "yash",
          "ysh",
          "zsh");

  /// They start the program that their arguments name.
  private static final Set<String> STARTERS =
      Set.of(
          "at",
          "batch",
          "bwrap",
          "capsh",
          "chpst",
          "chroot",
          "chrt",
          "dbus-run-session",
          "doas",
          "env",
          "expect",
          "fakeroot",
          "firejail",
          "flock",
          "gdb",
          "gosu",
          "ionice",
          "ld-linux",
          "ld-linux-x86-64.so",
          "ld-linux-aarch64.so",
          "ld-musl-x86_64.so",
          "ltrace",
          "nice",
          "nohup",
          "nsenter",
          "parallel",
          "pkexec",
          "prlimit",
          "proot",
          "run-parts",
          "runcon",
          "runuser",
          "screen",
          "script",
          "setarch",
          "setpriv",
          "setsid",
          "ssh",
          "start-stop-daemon",
          "stdbuf",
          "strace",
          "su",
          "sudo",
          "systemd-run",
          "taskset",
          "time",
          "timeout",
          "tmux",
          "unbuffer",
          "unshare",
          "valgrind",
          "watch",
          "xargs");

  /// Their programs are in a file of the folder they run in, and in any argument.
  private static final Set<String> MAKES = Set.of("make", "gmake", "bmake");

  private Interpreters() {}

  /// What a program of one name does with its arguments.
  ///
  /// @param problem what is wrong with that; empty when nothing is
  /// @param script the whole path of the file whose program it runs
  record Reading(Optional<String> problem, Optional<String> script) {
    static final Reading FINE = new Reading(Optional.empty(), Optional.empty());

    static Reading fine(String script) {
      return new Reading(Optional.empty(), Optional.of(script));
    }

    /// Wrong, unless the operator accepts it; a script that is written is looked at even so.
    static Reading problem(String problem, List<Element> run) {
      return new Reading(Optional.of(problem), firstPath(run));
    }

    private static Optional<String> firstPath(List<Element> run) {
      return run.stream()
          .skip(1)
          .takeWhile(Element.Literal.class::isInstance)
          .map(Element::text)
          // Some are an option's value, such as a folder.
          .filter(text -> text.startsWith("/") && Files.isRegularFile(Path.of(text)))
          .findFirst();
    }
  }

  /// What a program of this name does with these arguments.
  static Reading read(String fileName, List<Element> run) {
    String name = plain(fileName);
    if (SHELLS.contains(name)) {
      return Reading.problem("is a shell", run);
    }
    if (STARTERS.contains(name)) {
      return problem("starts whatever its arguments name");
    }
    if (MAKES.contains(name)) {
      return problem("runs what a makefile or an argument says");
    }
    if (name.equals("find") && run.stream().anyMatch(Interpreters::findRuns)) {
      return problem("is to start other programs");
    }
    if (TextPrograms.NAMES.contains(name)) {
      return TextPrograms.read(name, run);
    }
    return ScriptLanguages.read(name, run);
  }

  private static Reading problem(String problem) {
    return new Reading(Optional.of(problem), Optional.empty());
  }

  private static boolean findRuns(Element element) {
    return Set.of("-exec", "-execdir", "-ok", "-okdir").contains(element.text());
  }

  /// `python3.12-dbg` and `Perl.exe` are what they are without number and ending.
  static String plain(String fileName) {
    return fileName
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\.exe$", "")
        .replaceAll("(-static|-dbg|\\.static)+$", "")
        .replaceAll("[-0-9.]+$", "");
  }
}
