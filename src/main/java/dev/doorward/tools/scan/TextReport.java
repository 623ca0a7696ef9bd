package dev.doorward.tools.scan;

import dev.doorward.inspection.Finding;

/// A report for people at a terminal.
final class TextReport {
  private TextReport() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder();
    for (Report.Entry entry : report.entries()) {
      Finding finding = entry.finding();
      text.append(Phrases.where(finding))
          .append('\n')
          .append(
              "  %-8s %s (%s)%n"
                  .formatted(finding.severity().word(), Phrases.what(finding), finding.rule().id()))
          .append("           fix: ")
          .append(finding.rule().advice())
          .append('\n');
    }
    text.append(text.isEmpty() ? "" : "\n");
    for (String remark : Phrases.remarks(report)) {
      text.append(remark).append('\n');
    }
    return text.append("\nGrade ")
        .append(report.grade().word())
        .append(": ")
        .append(report.grade().meaning())
        .append(".\n")
        .toString();
  }
}
