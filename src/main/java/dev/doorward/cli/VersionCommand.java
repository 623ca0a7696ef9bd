package dev.doorward.cli;

import dev.doorward.ops.Build;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `doorward version`: prints which build this is.
final class VersionCommand implements Command {
  private final Surroundings surroundings;

  VersionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("version");
    spec.usageMessage().description("Prints the version and the build.");
    return spec;
  }

  @Override
  public ExitCode run(ParseResult written) {
    return print();
  }

  /// What `--version` does too.
  ExitCode print() {
    surroundings.out().println("doorward " + Build.version() + " (build " + Build.id() + ")");
    return ExitCode.OK;
  }
}
