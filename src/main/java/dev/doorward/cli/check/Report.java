package dev.doorward.cli.check;

import java.util.List;

/// What a check saw, in the order it was looked at.
public record Report(List<Finding> findings) {
  public Report {
    findings = List.copyOf(findings);
  }

  /// The whole in one letter, which is that of the heaviest finding.
  public Grade grade() {
    Level heaviest = Level.GOOD;
    for (Finding finding : findings) {
      if (finding.level().compareTo(heaviest) > 0) {
        heaviest = finding.level();
      }
    }
    return switch (heaviest) {
      case GOOD, SKIPPED -> Grade.A;
      case ADVICE -> Grade.B;
      case WARNING -> Grade.C;
      case BROKEN -> Grade.D;
      case REFUSED -> Grade.F;
    };
  }

  /// A grade.
  public enum Grade {
    /// Nothing to do.
    A("nothing to do"),
    /// It works and could be better.
    B("it works and could be better"),
    /// It works now; something should be mended soon.
    C("it works now; mend what is marked as a warning soon"),
    /// Clients or callers will fail.
    D("clients or callers will fail until what is marked as broken is mended"),
    /// It does not start, or must not be used.
    F("it does not start like this, or must not be used like this");

    private final String meaning;

    Grade(String meaning) {
      this.meaning = meaning;
    }

    /// What it means, in one phrase.
    public String meaning() {
      return meaning;
    }

    /// Whether it is good enough to go on.
    public boolean passes() {
      return compareTo(C) <= 0;
    }
  }
}
