package dev.doorward.tools.commands;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /// The letters and words by which each takes a program as an argument.
  private static final Map<String, Code> CODE =
      Map.ofEntries(
          Map.entry("python", new Code("c")),
          Map.entry("pypy", new Code("c")),
          Map.entry("perl", new Code("eE")),
          Map.entry("ruby", new Code("e")),
          Map.entry("irb", new Code("e")),
          Map.entry("node", new Code("ep", "--eval", "--print")),
          Map.entry("nodejs", new Code("ep", "--eval", "--print")),
          Map.entry("bun", new Code("ep", "--eval", "--print", "exec", "x")),
          Map.entry("deno", new Code("", "eval", "repl")),
          Map.entry("php", new Code("rBREF", "--run", "--process-begin", "--process-code")),
          Map.entry("lua", new Code("e")),
          Map.entry("luajit", new Code("e")),
          Map.entry("tclsh", new Code("")),
          Map.entry("wish", new Code("")),
          Map.entry("guile", new Code("c")),
          Map.entry("racket", new Code("e", "--eval")),
          Map.entry("julia", new Code("eE", "--eval", "--print")),
          Map.entry("r", new Code("e")),
          Map.entry("rscript", new Code("e")),
          Map.entry("groovy", new Code("e")),
          Map.entry("scala", new Code("e")),
          Map.entry("elixir", new Code("e", "--eval")),
          Map.entry("erl", new Code("", "-eval", "-run", "-s")),
          Map.entry("ocaml", new Code("e")),
          Map.entry("jshell", new Code("")),
          Map.entry("osascript", new Code("e")));

  private record Code(String letters, Set<String> words) {
    Code(String letters, String... words) {
      this(letters, Set.of(words));
    }

    boolean isIn(String element) {
      String word = element.contains("=") ? element.substring(0, element.indexOf('=')) : element;
      if (words.contains(word)) {
        return true;
      }
      // Letters can be written together: -Ic, -lane.
      return element.matches("-[A-Za-z0-9]+")
          && element.chars().skip(1).anyMatch(letter -> letters.indexOf(letter) >= 0);
    }
  }

  private Interpreters() {}

  /// What is wrong with a program of this name; empty when nothing is.
  static Optional<String> problem(String fileName, List<Element> run) {
    String name = plain(fileName);
    if (SHELLS.contains(name)) {
      return Optional.of("is a shell");
    }
    if (STARTERS.contains(name)) {
      return Optional.of("starts whatever its arguments name");
    }
    if (name.equals("find") && run.stream().anyMatch(Interpreters::findRuns)) {
      return Optional.of("is to start other programs");
    }
    Code code = CODE.get(name);
    return code == null ? Optional.empty() : interpreter(code, run);
  }

  private static boolean findRuns(Element element) {
    return Set.of("-exec", "-execdir", "-ok", "-okdir").contains(element.text());
  }

  /// An interpreter must have its script, whole, before anything that a caller gives.
  private static Optional<String> interpreter(Code code, List<Element> run) {
    for (int i = 1; i < run.size(); i++) {
      if (!(run.get(i) instanceof Element.Literal(String text))) {
        return Optional.of("is an interpreter, and a caller would say what it runs");
      }
      if (code.isIn(text)) {
        return Optional.of("is an interpreter with a program as its argument");
      }
      if (text.startsWith("/")
          || (text.equals("-m")
              && i + 1 < run.size()
              && run.get(i + 1) instanceof Element.Literal)) {
        return Optional.empty();
      }
    }
    return Optional.of("is an interpreter without a script: write the whole path of one");
  }

  /// The script that an interpreter runs.
  static Optional<String> script(List<Element> run) {
    String name = plain(String.valueOf(java.nio.file.Path.of(run.getFirst().text()).getFileName()));
    if (!CODE.containsKey(name) && !SHELLS.contains(name)) {
      return Optional.empty();
    }
    for (Element element : run.subList(1, run.size())) {
      if (element instanceof Element.Literal(String text) && text.startsWith("/")) {
        return Optional.of(text);
      }
      if (!(element instanceof Element.Literal)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// `python3.12` and `Perl.exe` are what they are without number and ending.
  private static String plain(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".exe")) {
      name = name.substring(0, name.length() - 4);
    }
    return name.replaceAll("[-0-9.]+$", "");
  }
}
