package dev.doorward.cli;

import java.util.Set;

/// What the start rules go by besides the settings.
///
/// @param root whether the process runs as root
/// @param accepted the dangers that were accepted on the command line
record Circumstances(boolean root, Set<Danger> accepted) {
  Circumstances {
    accepted = Set.copyOf(accepted);
  }

  /// Those of this process, with the dangers that were written behind its command.
  static Circumstances of(Words written) {
    return ofThisProcess(Danger.in(written));
  }

  static Circumstances ofThisProcess(Set<Danger> accepted) {
    return new Circumstances(RunningUser.isRoot(), accepted);
  }

  boolean accept(Danger danger) {
    return accepted.contains(danger);
  }
}
