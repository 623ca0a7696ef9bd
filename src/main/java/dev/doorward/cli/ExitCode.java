package dev.doorward.cli;

/// How the process ends, as `docs/exit-codes.md` promises.
public enum ExitCode {
  /// Nothing went wrong.
  OK(0, "The command did what it was asked."),
  /// A bug.
  FAULT(1, "A fault in Doorward itself; the log line before it holds the details."),
  /// Wrong words on the command line.
  USAGE(2, "The command line is wrong: an unknown command or flag, or a flag's value."),
  /// Settings that were refused.
  SETTINGS(3, "A setting is refused: unknown, malformed, out of range or unsafe."),
  /// An address that cannot be listened on.
  ADDRESS(4, "An address is taken or does not belong to this machine."),
  /// A path that is missing or unreadable.
  PATH(5, "A file or directory in the settings is missing or cannot be used."),
  /// A key that must not be used.
  KEY(6, "A key file, of tokens, state or the audit trail, is corrupt or open to others."),
  /// Audit files that are not as they were written.
  TAMPERED(7, "`audit verify` found a line that was edited, removed, moved, added or cut off."),
  /// Something that was named and is not there.
  NOT_THERE(8, "What the command should have undone is not there."),
  /// A check that found something.
  FINDINGS(
      9,
      "`doorward check` gives grade D or F, with A, B or C it ends with 0; or `doorward scan` found"
          + " something of the weight of `--fail-on`."),
  /// A scan that ended early.
  UNFINISHED(10, "`doorward scan` stopped at a limit; what it read gave no reason for 9.");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /// The number the parent process sees.
  public int number() {
    return number;
  }

  /// What it means, in one sentence.
  public String meaning() {
    return meaning;
  }
}
