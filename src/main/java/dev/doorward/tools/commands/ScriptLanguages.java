package dev.doorward.tools.commands;

import dev.doorward.tools.commands.Interpreters.Reading;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Interpreters of whole languages. Each must have its script, by its whole path, before anything
/// that a caller gives, and before it nothing that could take the script for its value.
final class ScriptLanguages {
  private static final String WITHOUT =
      "is an interpreter without a script: write the whole path of one";

  // Matches no option.
  private static final String NONE = "";
  private static final String NODE_FLAGS = "--no-warnings|--enable-source-maps";
  private static final String JAVA_FLAGS =
      "-D.+|-X(ms|mx|ss)[0-9a-zA-Z]+|-XX:[+-][A-Za-z0-9]+|-ea|--enable-preview"
          + "|--enable-native-access=.+";
  private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");

  /// How each takes a program as an argument, and what may stand before a script.
  private static final Map<String, Code> CODE =
      Map.ofEntries(
          Map.entry("python", new Code("c", "-[bBdEIOPqsSuvx]+")),
          Map.entry("pypy", new Code("c", "-[bBdEIOPqsSuvx]+")),
          Map.entry("perl", new Code("eE", "-[wWtTX]+")),
          Map.entry("ruby", new Code("e", "-w")),
          Map.entry("irb", new Code("e", NONE)),
          Map.entry("node", new Code("ep", NODE_FLAGS, "--eval", "--print")),
          Map.entry("nodejs", new Code("ep", NODE_FLAGS, "--eval", "--print")),
          Map.entry("bun", new Code("ep", "run", "--eval", "--print", "exec", "x")),
          Map.entry("deno", new Code("", "run|--no-prompt|--allow-[a-z]+(=.*)?", "eval", "repl")),
          Map.entry(
              "php", new Code("rBREF", "-[nq]+", "--run", "--process-begin", "--process-code")),
          Map.entry("lua", new Code("e", "-[EW]+")),
          Map.entry("luajit", new Code("e", "-E")),
          Map.entry("tclsh", new Code("", NONE)),
          Map.entry("wish", new Code("", NONE)),
          Map.entry("guile", new Code("c", NONE)),
          Map.entry("racket", new Code("e", NONE, "--eval")),
          Map.entry("julia", new Code("eE", "--startup-file=no", "--eval", "--print")),
          Map.entry("r", new Code("e", NONE)),
          Map.entry("rscript", new Code("e", "--vanilla")),
          Map.entry("groovy", new Code("e", NONE)),
          Map.entry("scala", new Code("e", NONE)),
          Map.entry("elixir", new Code("e", NONE, "--eval")),
          Map.entry("erl", new Code("", NONE, "-eval", "-run", "-s")),
          Map.entry("ocaml", new Code("e", NONE)),
          Map.entry("java", new Code("", JAVA_FLAGS)),
          Map.entry("jshell", new Code("", NONE)),
          Map.entry("osascript", new Code("e", NONE)));

  private record Code(String letters, String flags, Set<String> words) {
    Code(String letters, String flags, String... words) {
      this(letters, flags, Set.of(words));
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

  private ScriptLanguages() {}

  static Reading read(String name, List<Element> run) {
    Code code = CODE.get(name);
    if (code == null) {
      return Reading.FINE;
    }
    boolean isolated = false;
    for (int i = 1; i < run.size(); i++) {
      if (!(run.get(i) instanceof Element.Literal(String text))) {
        return problem("is an interpreter, and a caller would say what it runs", run);
      }
      if (text.startsWith("/")) {
        return Reading.fine(text);
      }
      if (code.isIn(text)) {
        return problem("is an interpreter with a program as its argument", run);
      }
      if (text.equals("-m") && (name.equals("python") || name.equals("pypy"))) {
        return module(isolated, run, i + 1);
      }
      if (name.equals("java") && (text.equals("-jar") || CLASS_PATH.contains(text))) {
        return classes(text, run, i + 1);
      }
      if (!text.matches(code.flags())) {
        return text.startsWith("-")
            ? problem("is an interpreter, and '" + text + "' could take its script away", run)
            : problem(WITHOUT, run);
      }
      isolated |= text.matches("-[A-Za-z]*[IP][A-Za-z]*");
    }
    return problem(WITHOUT, run);
  }

  /// Python looks for a module in the folder it runs in, which is the workspace, unless told not
  /// to.
  private static Reading module(boolean isolated, List<Element> run, int next) {
    if (next >= run.size()
        || !(run.get(next) instanceof Element.Literal(String module))
        || !module.matches("[A-Za-z_][A-Za-z0-9_.]*")) {
      return problem("is an interpreter, and a caller would say what it runs", run);
    }
    return isolated
        ? Reading.FINE
        : problem("would look for the module in the workspace, without -I before -m", run);
  }

  /// A jar is Java's script; beside a class path of whole paths the name of a class is one.
  private static Reading classes(String option, List<Element> run, int next) {
    if (next < run.size() && run.get(next) instanceof Element.Literal(String where)) {
      if (option.equals("-jar") && where.startsWith("/")) {
        return Reading.fine(where);
      }
      if (CLASS_PATH.contains(option)
          && Stream.of(where.split(":", -1)).allMatch(place -> place.startsWith("/"))
          && next + 1 < run.size()
          && run.get(next + 1) instanceof Element.Literal(String name)
          && name.matches("[A-Za-z_][A-Za-z0-9_.$]*")
          && !name.endsWith(".java")) {
        return Reading.FINE;
      }
    }
    return problem(WITHOUT, run);
  }

  private static Reading problem(String problem, List<Element> run) {
    return Reading.problem(problem, run);
  }
}
