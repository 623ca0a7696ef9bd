package dev.doorward.tools.scan;

import dev.doorward.inspection.Finding;
import dev.doorward.inspection.Severity;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A report for programs; the tool answers with the same.
final class JsonReport {
  private JsonReport() {}

  static String of(Report report) {
    return JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(document(report, Integer.MAX_VALUE));
  }

  /// @param most findings and skipped files that are told; the rest is counted
  static ObjectNode document(Report report, int most) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("grade", report.grade().word());
    document.put("meaning", report.grade().meaning());
    document.put("complete", report.stopped().isEmpty());
    report.stopped().ifPresent(why -> document.put("stopped", why));
    ObjectNode counts = document.putObject("counts");
    for (Severity severity : Severity.values()) {
      counts.put(severity.word(), report.count(severity));
    }
    document.put("files", report.files());
    document.put("bytes", report.bytes());
    document.put("ignored", report.ignored());
    document.put("accepted", report.accepted());
    findings(document.putArray("findings"), first(report.entries(), most));
    document.put("findings_left_out", report.more() + Math.max(0, report.entries().size() - most));
    ArrayNode skipped = document.putArray("skipped");
    for (Skipped each : first(report.skipped(), most)) {
      skipped.addObject().put("path", each.path()).put("reason", each.reason().meaning());
    }
    long all = report.skippedCounts().values().stream().mapToLong(Long::longValue).sum();
    document.put("skipped_left_out", all - Math.min(most, report.skipped().size()));
    return document;
  }

  private static <T> List<T> first(List<T> all, int most) {
    return all.subList(0, Math.min(most, all.size()));
  }

  private static void findings(ArrayNode array, List<Report.Entry> entries) {
    for (Report.Entry entry : entries) {
      Finding finding = entry.finding();
      ObjectNode node = array.addObject();
      node.put("rule", finding.rule().id());
      node.put("category", finding.rule().category().word());
      node.put("severity", finding.severity().word());
      node.put("path", finding.path());
      if (finding.place().line() > 0) {
        node.put("line", finding.place().line());
      }
      if (finding.place().column() > 0) {
        node.put("column", finding.place().column());
      }
      node.put("title", finding.rule().title());
      node.put("detail", finding.detail());
      node.put("advice", finding.rule().advice());
      node.put("fingerprint", entry.fingerprint());
    }
  }
}
