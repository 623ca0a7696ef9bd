package dev.doorward.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command: what may be written after it, and what it does.
interface Command {
  /// What picocli is to accept; made without reflection, because annotations cost the stdio start.
  CommandSpec spec();

  /// Does it; a refusal is thrown.
  ExitCode run(ParseResult written) throws InterruptedException;
}
