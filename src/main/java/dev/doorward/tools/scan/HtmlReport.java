package dev.doorward.tools.scan;

import dev.doorward.inspection.Finding;
import dev.doorward.inspection.Severity;

/// A report as one page that loads nothing and runs nothing.
final class HtmlReport {
  private HtmlReport() {}

  static String of(Report report) {
    StringBuilder page = new StringBuilder(head(report.grade()));
    page.append("<ul class=\"plain\">\n");
    for (String remark : Phrases.remarks(report)) {
      page.append("<li>%s</li>%n".formatted(escaped(remark)));
    }
    page.append("</ul>\n");
    String path = "";
    for (Report.Entry entry : report.entries()) {
      Finding finding = entry.finding();
      if (!finding.path().equals(path)) {
        page.append(path.isEmpty() ? "" : "</ul>\n");
        path = finding.path();
        page.append("<h2>%s</h2>%n<ul>%n".formatted(escaped(path)));
      }
      page.append(line(finding));
    }
    return page.append(path.isEmpty() ? "" : "</ul>\n").append("</body>\n</html>\n").toString();
  }

  private static String head(Grade grade) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Doorward scan: grade %1$s</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; color: #1f2328; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
        header { display: flex; gap: 1.5rem; align-items: center; border-bottom: 1px solid #d1d9e0; padding-bottom: 1rem }
        .grade { font-size: 3.5rem; line-height: 5rem; width: 6rem; text-align: center; font-weight: 700; color: #fff; border-radius: .75rem; background: %3$s }
        h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem; overflow-wrap: anywhere } p { margin: .25rem 0 }
        ul { list-style: none; margin: 0; padding: 0 } li { display: flex; gap: .75rem; padding: .35rem 0; border-bottom: 1px solid #eff2f5 }
        .level { flex: 0 0 5rem; font-weight: 600 } .place { flex: 0 0 5rem; color: #59636e } .fix { color: #59636e } .what { overflow-wrap: anywhere }
        </style>
        </head>
        <body>
        <header><div class="grade">%1$s</div><div><h1>Doorward scan</h1><p>Grade %1$s: %2$s.</p></div></header>
        """
        .formatted(grade.word(), escaped(grade.meaning()), colour(grade));
  }

  private static String line(Finding finding) {
    String place =
        finding.place().line() == 0
            ? ""
            : finding.place().line()
                + (finding.place().column() == 0 ? "" : ":" + finding.place().column());
    return "<li><span class=\"level\" style=\"color:%s\">%s</span><span class=\"place\">%s</span><div class=\"what\"><p>%s (%s)</p><p class=\"fix\">Fix: %s</p></div></li>%n"
        .formatted(
            colour(finding.severity()),
            finding.severity().word(),
            place,
            escaped(Phrases.what(finding)),
            escaped(finding.rule().id()),
            escaped(finding.rule().advice()));
  }

  private static String colour(Severity severity) {
    return switch (severity) {
      case INFO -> "#59636e";
      case LOW -> "#0969da";
      case MEDIUM -> "#9a6700";
      case HIGH -> "#bc4c00";
      case CRITICAL -> "#cf222e";
    };
  }

  private static String colour(Grade grade) {
    return switch (grade) {
      case A_PLUS -> "#1a7f37";
      case A, B -> "#0969da";
      case C -> "#9a6700";
      case D -> "#bc4c00";
      case F -> "#cf222e";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
