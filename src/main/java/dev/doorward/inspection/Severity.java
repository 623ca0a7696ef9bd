package dev.doorward.inspection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How much a finding weighs, the lightest first.
public enum Severity {
  /// Worth knowing; no grade is lowered by it.
  INFO,
  /// Could be better.
  LOW,
  /// Should be mended.
  MEDIUM,
  /// Must be mended: somebody who sees it can use it.
  HIGH,
  /// Must be mended now: it opens something by itself.
  CRITICAL;

  /// The word in reports and on the command line.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Every word there is, the lightest first.
  public static List<String> words() {
    return Arrays.stream(values()).map(Severity::word).toList();
  }
}
