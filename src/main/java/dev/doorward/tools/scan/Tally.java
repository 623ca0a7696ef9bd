package dev.doorward.tools.scan;

import dev.doorward.inspection.Finding;
import dev.doorward.inspection.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What a scan has counted and found so far, and whether it must stop.
final class Tally {
  private static final int MOST_SKIPPED = 1_000;

  private final ScanLimits limits;
  private final Watcher watcher;
  private final LongSupplier nanos;
  private final long began;
  private final long beatNanos;
  private long lastBeat;

  private final List<Finding> findings = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private final Map<Skipped.Reason, Long> skippedCounts = new EnumMap<>(Skipped.Reason.class);
  private long files;
  private long bytes;
  private long ignored;
  private long more;
  private Optional<String> stopped = Optional.empty();

  Tally(ScanLimits limits, Watcher watcher, Duration beat, LongSupplier nanos) {
    this.limits = limits;
    this.watcher = watcher;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.beatNanos = beat.toNanos();
    this.lastBeat = began;
  }

  /// Whether the scan may go on; throws when nobody waits for it any more.
  boolean goesOn() throws InterruptedException {
    if (Thread.interrupted() || watcher.cancelled()) {
      throw new InterruptedException();
    }
    if (stopped.isEmpty() && files >= limits.files()) {
      stopped = Optional.of("there are more than " + limits.files() + " files");
    }
    return !stopped();
  }

  private boolean stopped() {
    long now = nanos.getAsLong();
    if (now - lastBeat >= beatNanos) {
      lastBeat = now;
      watcher.reached(files, bytes);
    }
    if (stopped.isEmpty()) {
      if (now - began > limits.time().toNanos()) {
        stopped = Optional.of("it took longer than " + limits.time().toSeconds() + " s");
      } else if (bytes >= limits.bytes()) {
        stopped = Optional.of("there are more than " + (limits.bytes() >> 20) + " MiB");
      } else if (findings.size() >= limits.findings()) {
        stopped = Optional.of("there are more than " + limits.findings() + " findings");
      }
    }
    return stopped.isPresent();
  }

  void file() {
    files++;
  }

  /// Counts bytes that were read; false when no more may be.
  boolean read(long count) {
    bytes += count;
    return !Thread.currentThread().isInterrupted() && !watcher.cancelled() && !stopped();
  }

  void ignored() {
    ignored++;
  }

  void found(List<Finding> all) {
    for (Finding finding : all) {
      if (findings.size() < limits.findings()) {
        findings.add(finding);
      } else {
        more++;
      }
    }
  }

  void more(long count) {
    more += count;
  }

  void skip(String path, Skipped.Reason reason) {
    skippedCounts.merge(reason, 1L, Long::sum);
    if (skipped.size() < MOST_SKIPPED) {
      skipped.add(new Skipped(path, reason));
    }
  }

  Report report(Baseline baseline) {
    List<Report.Entry> entries = Fingerprints.of(findings);
    List<Report.Entry> fresh =
        entries.stream().filter(each -> !baseline.accepts(each.fingerprint())).toList();
    Map<Severity, Long> counts = new EnumMap<>(Severity.class);
    fresh.forEach(each -> counts.merge(each.finding().severity(), 1L, Long::sum));
    return new Report(
        fresh,
        entries.size() - fresh.size(),
        baseline.unused(entries),
        more,
        skipped,
        skippedCounts,
        files,
        bytes,
        ignored,
        stopped,
        counts,
        Grade.of(counts, stopped.isPresent()));
  }
}
