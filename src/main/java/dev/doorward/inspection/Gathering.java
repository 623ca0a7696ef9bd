package dev.doorward.inspection;

import java.util.ArrayList;
import java.util.List;

/// What was found so far in a file that is looked at as a whole, and how much may still be looked
/// at. It belongs to one thread.
///
/// Some rules look at the same place for many others, and an alias of a manifest repeats what it
/// stands for; so steps are counted, not bytes.
final class Gathering {
  /// Most steps for one file: each character of the largest may be looked at by twenty rules.
  static final int MOST_STEPS = 20 * Manifest.LONGEST;

  private static final int MOST_FINDINGS = 1_000;
  private static final int STEPS_PER_LOOK = 1_024;

  private final Subject subject;
  private final Pulse pulse;
  private final List<Finding> findings = new ArrayList<>();
  private long more;
  private long steps;
  private long nextLook;
  private boolean ended;
  private boolean cut;

  Gathering(Subject subject, Pulse pulse) {
    this.subject = subject;
    this.pulse = pulse;
  }

  /// Counts names or characters that are about to be looked at; false when no more may be.
  boolean goesOn(int count) {
    if (ended) {
      return false;
    }
    steps += 1 + count;
    if (steps > MOST_STEPS) {
      cut = true;
      ended = true;
    } else if (steps >= nextLook) {
      nextLook = steps + STEPS_PER_LOOK;
      ended = !pulse.read(0);
    }
    return !ended;
  }

  /// Keeps a finding, or only counts it when there are many.
  void add(Rule rule, Place place, String detail, String anchor) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(Finding.of(rule, subject, place, detail, anchor));
    } else {
      more++;
    }
  }

  /// What there is, once everything was looked at that may be.
  ///
  /// @param begun whether what was looked at was not the whole file
  Inspection.Structure structure(boolean begun) {
    return new Inspection.Structure(findings, true, cut || begun, more);
  }
}
