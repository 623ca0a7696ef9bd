package dev.doorward.cli.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How a report is written.
public enum Format {
  /// For people at a terminal.
  TEXT,
  /// For programs; the shape changes only on purpose.
  JSON,
  /// One page without script, for a ticket or a mail.
  HTML;

  /// What may be written after `--format`.
  public static List<String> words() {
    return Arrays.stream(values()).map(format -> format.name().toLowerCase(Locale.ROOT)).toList();
  }

  /// Writes the report; ends with a line break.
  public String write(Report report) {
    return switch (this) {
      case TEXT -> TextReport.of(report);
      case JSON -> JsonReport.of(report);
      case HTML -> HtmlReport.of(report);
    };
  }
}
