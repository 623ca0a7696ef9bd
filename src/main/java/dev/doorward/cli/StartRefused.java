package dev.doorward.cli;

/// A start that ends before it began: how the process ends and the one line that says why.
final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;
  private final String line;

  StartRefused(ExitCode code, String line) {
    super(line, null, false, false);
    this.code = code;
    this.line = line;
  }

  String line() {
    return line;
  }

  ExitCode code() {
    return code;
  }
}
