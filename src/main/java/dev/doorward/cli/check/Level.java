package dev.doorward.cli.check;

/// How much a finding weighs, the lightest first.
public enum Level {
  /// It is as it should be.
  GOOD("ok"),
  /// It was not looked at, and the text says what that would take.
  SKIPPED("skipped"),
  /// It works and could be better.
  ADVICE("advice"),
  /// It works now and should be mended soon.
  WARNING("warning"),
  /// Clients or callers will fail.
  BROKEN("broken"),
  /// The server does not start like this, or must not be used like this.
  REFUSED("refused");

  private final String word;

  Level(String word) {
    this.word = word;
  }

  /// The word in reports.
  public String word() {
    return word;
  }
}
