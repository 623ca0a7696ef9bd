package dev.doorward.tools.scan;

import dev.doorward.inspection.Severity;
import java.util.Map;

/// What a report comes to.
public enum Grade {
  /// Nothing to mend.
  A_PLUS("A+", "nothing to mend"),
  /// Only light findings.
  A("A", "small things could be better"),
  /// A few of medium weight.
  B("B", "a few things should be mended"),
  /// Many of medium weight.
  C("C", "many things should be mended"),
  /// Something heavy.
  D("D", "something must be mended before others see it"),
  /// Something that opens a door by itself.
  F("F", "something must be mended now");

  private static final int FEW = 5;

  private final String word;
  private final String meaning;

  Grade(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /// @param stopped whether something was left unread
  static Grade of(Map<Severity, Long> counts, boolean stopped) {
    if (counts.getOrDefault(Severity.CRITICAL, 0L) > 0) {
      return F;
    }
    if (counts.getOrDefault(Severity.HIGH, 0L) > 0) {
      return D;
    }
    long medium = counts.getOrDefault(Severity.MEDIUM, 0L);
    if (medium > 0) {
      return medium > FEW ? C : B;
    }
    // Nobody knows what the rest would have shown.
    if (stopped) {
      return B;
    }
    return counts.getOrDefault(Severity.LOW, 0L) > 0 ? A : A_PLUS;
  }

  /// As reports write it.
  public String word() {
    return word;
  }

  /// What it means, in one phrase.
  public String meaning() {
    return meaning;
  }
}
