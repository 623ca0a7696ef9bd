package dev.doorward.cli.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// This machine's clock against those of the servers that were asked.
final class ClockStep implements Step {
  private static final String NAME = "clock";
  private static final Duration TOLERATED = Duration.ofSeconds(30);
  private static final Duration UNREMARKABLE = Duration.ofSeconds(5);

  @Override
  public List<Finding> examine(Subject subject, Probe probe) {
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(probe.skews()).forEach((host, skew) -> findings.add(judged(host, skew)));
    return findings.isEmpty()
        ? List.of(Finding.skipped(NAME, "no issuer told its time"))
        : findings;
  }

  private static Finding judged(String host, Duration skew) {
    Duration apart = skew.abs();
    if (apart.compareTo(UNREMARKABLE) <= 0) {
      return Finding.good(NAME, "it agrees with " + host);
    }
    String text =
        "it is %d seconds %s %s"
            .formatted(apart.toSeconds(), skew.isNegative() ? "behind" : "ahead of", host);
    boolean tooFar = apart.compareTo(TOLERATED) > 0;
    return new Finding(
        NAME,
        tooFar ? Level.BROKEN : Level.WARNING,
        text + (tooFar ? "; tokens are refused as not yet or no longer good" : ""),
        "let both machines follow a time server");
  }
}
