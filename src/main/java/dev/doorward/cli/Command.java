package dev.doorward.cli;

/// One command: what may be written after it, and what it does.
interface Command {
  /// What may be written.
  Form form();

  /// Does it; a refusal is thrown.
  ExitCode run(Words written) throws InterruptedException;
}
