package dev.doorward.tools.scan;

import dev.doorward.inspection.Finding;
import dev.doorward.inspection.Place;
import java.util.ArrayList;
import java.util.List;

/// What every format says in words.
final class Phrases {
  private Phrases() {}

  /// `path:line:column`, as far as there is a line.
  static String where(Finding finding) {
    Place place = finding.place();
    if (place.line() == 0) {
      return finding.path();
    }
    return finding.path() + ":" + place.line() + (place.column() == 0 ? "" : ":" + place.column());
  }

  /// The rule's title, and what was found when that says more.
  static String what(Finding finding) {
    return finding.detail().isEmpty()
        ? finding.rule().title()
        : finding.rule().title() + ": " + finding.detail();
  }

  /// What was read and what was not, a sentence each.
  static List<String> remarks(Report report) {
    List<String> remarks = new ArrayList<>();
    remarks.add("Files read: " + report.files() + ", with " + size(report.bytes()) + ".");
    report
        .stopped()
        .ifPresent(why -> remarks.add("The scan ended before everything was read: " + why + "."));
    if (report.ignored() > 0) {
      remarks.add("Ignore files leave out " + report.ignored() + " files and directories.");
    }
    for (Skipped.Reason reason : Skipped.Reason.values()) {
      long count = report.skippedCounts().getOrDefault(reason, 0L);
      if (count > 0) {
        remarks.add("Not looked into: " + count + " × " + reason.meaning() + ".");
      }
    }
    if (report.more() > 0) {
      remarks.add(report.more() + " more findings are only counted.");
    }
    if (report.accepted() > 0) {
      remarks.add("The baseline accepts " + report.accepted() + " findings.");
    }
    if (!report.unused().isEmpty()) {
      remarks.add(
          report.unused().size()
              + " entries of the baseline are no longer found; remove them: "
              + String.join(", ", report.unused().subList(0, Math.min(5, report.unused().size())))
              + (report.unused().size() > 5 ? ", …" : "")
              + ".");
    }
    return remarks;
  }

  static String size(long bytes) {
    if (bytes < 10_240) {
      return bytes + " bytes";
    }
    return bytes < (10L << 20) ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
  }
}
