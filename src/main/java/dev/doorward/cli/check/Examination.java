package dev.doorward.cli.check;

import java.util.ArrayList;
import java.util.List;

/// Goes through the steps, in the order in which a request meets what they look at.
public final class Examination {
  private static final List<Step> STEPS =
      List.of(
          new ResourceStep(),
          new AuthorizationServerStep(),
          new KeysStep(),
          new TokenStep(),
          new ClockStep(),
          new PublicAddressStep(),
          new StreamStep());

  private Examination() {}

  /// Looks at everything; takes a few seconds for each server that does not answer.
  public static List<Finding> of(Subject subject) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try (Probe probe = new Probe(subject.clock())) {
      for (Step step : STEPS) {
        findings.addAll(step.examine(subject, probe));
      }
    }
    return findings;
  }
}
