package dev.doorward.cli;

import dev.doorward.tools.commands.ProgramRules;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What an operator may do against a start rule: by a flag that has to be written at every start,
/// never by a key or a variable that is forgotten once it works.
///
/// Nothing here lets anybody in without a credential or from any origin; for that there is no flag.
enum Danger {
  /// Listens beyond loopback although the process may do everything on its machine.
  RUN_AS_ROOT(
      "--dangerously-run-as-root",
      "Listens beyond loopback as root: whoever breaks in owns the machine.",
      "run it as a user of its own, as the image does"),
  /// Listens beyond loopback without TLS, and with nobody in front who speaks it.
  SERVE_PLAIN_HTTP(
      "--dangerously-serve-plain-http",
      "Listens beyond loopback without TLS: whoever is on the way reads and changes everything,"
          + " tokens included.",
      "set http.tls.certificate, or end TLS at a proxy and declare http.tls.terminated-in-front"),
  /// Offers a shell or an interpreter as a command.
  RUN_SHELLS(
      ProgramRules.FLAG,
      "Lets a declared command be a shell, an interpreter with a program as its argument, or a"
          + " program that starts others.",
      "declare the program that does the work, or a script of your own with its first line");

  /// How each of their flags begins.
  static final String PREFIX = "--dangerously-";

  private final String flag;
  private final String meaning;
  private final String instead;

  Danger(String flag, String meaning, String instead) {
    this.flag = flag;
    this.meaning = meaning;
    this.instead = instead;
  }

  /// Those that mean something at the stdio door, which nobody reaches from elsewhere.
  static final Set<Danger> LOCAL = Set.of(RUN_SHELLS);

  /// What has to be written.
  String flag() {
    return flag;
  }

  /// What it does, in one sentence.
  String meaning() {
    return meaning;
  }

  /// What to do in its place.
  String instead() {
    return instead;
  }

  /// Those that were written.
  static Set<Danger> in(Words written) {
    Set<Danger> dangers = EnumSet.noneOf(Danger.class);
    for (Danger danger : values()) {
      if (!written.all(danger.flag).isEmpty()) {
        dangers.add(danger);
      }
    }
    return dangers;
  }

  /// Their flags, in the order of the help.
  static List<String> flags(Set<Danger> dangers) {
    return Arrays.stream(values()).filter(dangers::contains).map(Danger::flag).toList();
  }
}
