package dev.doorward.cli.check;

/// A report for people at a terminal.
final class TextReport {
  private TextReport() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder();
    String step = "";
    for (Finding finding : report.findings()) {
      if (!finding.step().equals(step)) {
        step = finding.step();
        text.append(text.isEmpty() ? "" : "\n").append(step).append('\n');
      }
      text.append("  %-8s %s%n".formatted(finding.level().word(), finding.text()));
      if (!finding.fix().isEmpty()) {
        text.append("           fix: ").append(finding.fix()).append('\n');
      }
    }
    return text.append("\nGrade ")
        .append(report.grade())
        .append(": ")
        .append(report.grade().meaning())
        .append(".\n")
        .toString();
  }
}
