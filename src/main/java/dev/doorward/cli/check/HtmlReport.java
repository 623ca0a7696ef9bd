package dev.doorward.cli.check;

import java.util.Map;

/// A report as one page that loads nothing and runs nothing.
final class HtmlReport {
  private static final Map<Level, String> COLOURS =
      Map.of(
          Level.GOOD, "#1a7f37",
          Level.SKIPPED, "#59636e",
          Level.ADVICE, "#0969da",
          Level.WARNING, "#9a6700",
          Level.BROKEN, "#bc4c00",
          Level.REFUSED, "#cf222e");

  private HtmlReport() {}

  static String of(Report report) {
    Report.Grade grade = report.grade();
    StringBuilder page = new StringBuilder(head(grade));
    String step = "";
    for (Finding finding : report.findings()) {
      if (!finding.step().equals(step)) {
        page.append(step.isEmpty() ? "" : "</ul>\n");
        step = finding.step();
        page.append(heading(step));
      }
      page.append(line(finding));
    }
    return page.append(step.isEmpty() ? "" : "</ul>\n").append("</body>\n</html>\n").toString();
  }

  private static String head(Report.Grade grade) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Doorward check: grade %1$s</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; color: #1f2328; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
        header { display: flex; gap: 1.5rem; align-items: center; border-bottom: 1px solid #d1d9e0; padding-bottom: 1rem }
        .grade { font-size: 3.5rem; line-height: 5rem; width: 5rem; text-align: center; font-weight: 700; color: #fff; border-radius: .75rem; background: %3$s }
        h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem } p { margin: .25rem 0 }
        ul { list-style: none; margin: 0; padding: 0 } li { display: flex; gap: .75rem; padding: .35rem 0; border-bottom: 1px solid #eff2f5 }
        .level { flex: 0 0 5rem; font-weight: 600 } .fix { color: #59636e } .what { overflow-wrap: anywhere }
        </style>
        </head>
        <body>
        <header><div class="grade">%1$s</div><div><h1>Doorward check</h1><p>Grade %1$s: %2$s.</p></div></header>
        """
        .formatted(grade.name(), escaped(grade.meaning()), colour(grade));
  }

  private static String heading(String step) {
    return "<h2>%s</h2>%n<ul>%n".formatted(escaped(step));
  }

  private static String line(Finding finding) {
    String fix =
        finding.fix().isEmpty()
            ? ""
            : "<p class=\"fix\">Fix: %s</p>".formatted(escaped(finding.fix()));
    return "<li><span class=\"level\" style=\"color:%s\">%s</span><div class=\"what\"><p>%s</p>%s</div></li>%n"
        .formatted(
            COLOURS.get(finding.level()), finding.level().word(), escaped(finding.text()), fix);
  }

  private static String colour(Report.Grade grade) {
    return switch (grade) {
      case A -> "#1a7f37";
      case B -> "#0969da";
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
