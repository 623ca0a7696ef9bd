package dev.doorward.cli.check;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A report for programs.
final class JsonReport {
  private JsonReport() {}

  static String of(Report report) {
    JsonMapper json = JsonMapper.shared();
    ObjectNode document = json.createObjectNode();
    document.put("grade", report.grade().name());
    document.put("meaning", report.grade().meaning());
    document.put("passes", report.grade().passes());
    ArrayNode findings = document.putArray("findings");
    for (Finding finding : report.findings()) {
      ObjectNode line = findings.addObject();
      line.put("step", finding.step());
      line.put("level", finding.level().word());
      line.put("text", finding.text());
      if (!finding.fix().isEmpty()) {
        line.put("fix", finding.fix());
      }
    }
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
  }
}
