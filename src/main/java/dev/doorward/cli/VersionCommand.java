package dev.doorward.cli;

import dev.doorward.ops.Build;

/// `doorward version`: prints which build this is.
final class VersionCommand implements Command {
  private final Surroundings surroundings;

  VersionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Form form() {
    return Form.of("version", "Prints the version and the build.");
  }

  @Override
  public ExitCode run(Words written) {
    return print();
  }

  /// What `--version` does too.
  ExitCode print() {
    surroundings.out().println("doorward " + Build.version() + " (build " + Build.id() + ")");
    return ExitCode.OK;
  }
}
