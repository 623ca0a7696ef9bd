package dev.doorward.audit;

/// What a write that was cut short left behind in the file: bytes that are of no line. The next
/// line tells how many, so that a reader can tell them from what somebody else put there.
final class Tear {
  private long bytes;
  private boolean breakDue;

  /// What was found at the end of a file.
  ///
  /// @param ended whether the file ends with a line break
  void found(long torn, boolean ended) {
    bytes = torn;
    breakDue = !ended;
  }

  /// How many bytes the next line must tell; mostly 0.
  long bytes() {
    return bytes;
  }

  /// Tells whether a line break must come before the next line, which is then done.
  boolean takeBreak() {
    boolean due = breakDue;
    breakDue = false;
    return due;
  }

  /// A line has told it.
  void told() {
    bytes = 0;
  }

  /// The first line of another file has told it.
  void leftBehind() {
    bytes = 0;
    breakDue = false;
  }
}
