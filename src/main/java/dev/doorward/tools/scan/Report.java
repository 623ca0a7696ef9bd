package dev.doorward.tools.scan;

import dev.doorward.inspection.Finding;
import dev.doorward.inspection.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a scan found.
///
/// @param entries the findings that no baseline accepts, in the order of the files
/// @param accepted how many more a baseline accepts
/// @param unused fingerprints of the baseline that nothing has any more
/// @param more findings that are only counted
/// @param skipped the first things that were not looked into
/// @param skippedCounts how many there were of each kind
/// @param ignored files and directories that ignore files leave out
/// @param stopped why it ended before everything was read
/// @param counts findings by severity
/// @param grade the whole in one grade, in which what was left out of the report has a part too
public record Report(
    List<Entry> entries,
    int accepted,
    List<String> unused,
    long more,
    List<Skipped> skipped,
    Map<Skipped.Reason, Long> skippedCounts,
    long files,
    long bytes,
    long ignored,
    Optional<String> stopped,
    Map<Severity, Long> counts,
    Grade grade) {
  /// A finding and the name it keeps.
  public record Entry(Finding finding, String fingerprint) {}

  public Report {
    entries = List.copyOf(entries);
    unused = List.copyOf(unused);
    skipped = List.copyOf(skipped);
    skippedCounts = Map.copyOf(skippedCounts);
    counts = Map.copyOf(counts);
  }

  /// How many findings weigh exactly this.
  public long count(Severity severity) {
    return counts.getOrDefault(severity, 0L);
  }

  /// Whether anything weighs at least this.
  public boolean reaches(Severity severity) {
    return entries.stream().anyMatch(each -> each.finding().severity().compareTo(severity) >= 0);
  }

  /// The same without lighter findings.
  public Report atLeast(Severity severity) {
    return with(
        entries.stream()
            .filter(each -> each.finding().severity().compareTo(severity) >= 0)
            .toList(),
        more);
  }

  /// The same with so many findings at most; the others are counted.
  Report first(int most) {
    return entries.size() <= most
        ? this
        : with(entries.subList(0, most), more + entries.size() - most);
  }

  private Report with(List<Entry> other, long moreOfThem) {
    return new Report(
        other,
        accepted,
        unused,
        moreOfThem,
        skipped,
        skippedCounts,
        files,
        bytes,
        ignored,
        stopped,
        counts,
        grade);
  }
}
