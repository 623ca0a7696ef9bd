package dev.doorward.tools.scan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How a report is written.
public enum ReportFormat {
  /// For people at a terminal.
  TEXT,
  /// For programs; the shape changes only on purpose.
  JSON,
  /// For code hosts and editors (SARIF 2.1.0).
  SARIF,
  /// One page without script, for a ticket or a mail.
  HTML;

  /// Every format's word.
  public static List<String> words() {
    return Arrays.stream(values()).map(ReportFormat::word).toList();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Writes a report; ends with a line break.
  ///
  /// @param version of the program that scanned
  public String write(Report report, String version) {
    return switch (this) {
      case TEXT -> TextReport.of(report);
      case JSON -> JsonReport.of(report) + "\n";
      case SARIF -> SarifReport.of(report, version);
      case HTML -> HtmlReport.of(report);
    };
  }
}
