package dev.doorward.tools.commands;

import dev.doorward.tools.commands.Interpreters.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `awk` and `sed`: their program is an argument, and can start others. The operator's own is fine,
/// in the list or in a file; a caller's is not.
final class TextPrograms {
  static final Set<String> NAMES =
      Set.of("awk", "gawk", "mawk", "nawk", "original-awk", "sed", "gsed");

  private static final String CALLERS = "takes a program, and a caller would say which";

  private final List<Element> run;
  private final boolean sed;

  private TextPrograms(List<Element> run, boolean sed) {
    this.run = run;
    this.sed = sed;
  }

  static Reading read(String name, List<Element> run) {
    return new TextPrograms(run, name.endsWith("sed")).read();
  }

  private Reading read() {
    Reading found = Reading.FINE;
    boolean written = false;
    for (int i = 1; i < run.size(); i++) {
      Element element = run.get(i);
      if (element instanceof Element.Value(String option, _)) {
        // Short options can be written together, long ones can be cut short.
        if (!written || option.matches("-[^-].*|--[efils].*")) {
          return problem(CALLERS);
        }
        continue;
      }
      String text = element.text();
      if (takesFile(text) || takesText(text)) {
        if (i + 1 >= run.size() || !(run.get(i + 1) instanceof Element.Literal(String program))) {
          return problem(CALLERS);
        }
        if (takesFile(text) && !program.startsWith("/")) {
          return problem("takes its program from a file that is not named by its whole path");
        }
        found = takesFile(text) ? Reading.fine(program) : found;
        written = true;
        i++;
      } else if (takesOther(text)) {
        if (i + 1 < run.size() && !(run.get(i + 1) instanceof Element.Literal)) {
          return problem(CALLERS);
        }
        i++;
      } else if (text.startsWith("-") && !text.equals("-")) {
        if (!isHarmless(text)) {
          return problem("has '" + text + "' written, which could take a program");
        }
      } else {
        written = true;
      }
    }
    return found;
  }

  private static Reading problem(String problem) {
    return new Reading(Optional.of(problem), Optional.empty());
  }

  // Long options can be cut short.
  private boolean takesFile(String text) {
    return text.matches(sed ? "-[nrEsuz]*f|--fi[a-z]*" : "-[fE]|--fil?e?|--ex[a-z]*");
  }

  private boolean takesText(String text) {
    return text.matches(sed ? "-[nrEsuz]*e|--e[a-z]*" : "-e|--so[a-z]*");
  }

  private boolean takesOther(String text) {
    return text.matches(sed ? "-l|--l[a-z-]*" : "-[Fv]|--fie[a-z-]*|--a[a-z]*");
  }

  /// What has no program behind it, neither in the same element nor in the next.
  private boolean isHarmless(String text) {
    return text.matches(
        sed
            ? "--|-[nrEsuz]+|-i.*|--(quiet|silent|regexp-extended|posix|separate|sandbox|version)"
                + "|--(unbuffered|null-data|debug|help|follow-symlinks|in-place(=.*)?)"
            : "--|-[bcnOPrSst]|-[Fv].+|--(posix|re-interval|sandbox|csv|version|help)"
                + "|--(field-separator|assign)=.*");
  }
}
