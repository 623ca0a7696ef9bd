package dev.doorward.tools.scan;

import dev.doorward.inspection.Finding;
import dev.doorward.inspection.Rule;
import dev.doorward.inspection.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A report in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0).
final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final String UNESCAPED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  private SarifReport() {}

  static String of(Report report, String version) {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document.put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = document.putArray("runs").addObject();
    List<Rule> rules =
        new ArrayList<>(
            report.entries().stream().map(each -> each.finding().rule()).distinct().toList());
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Doorward").put("version", version);
    ArrayNode told = driver.putArray("rules");
    rules.forEach(rule -> rule(rule, told.addObject()));
    run.put("columnKind", "unicodeCodePoints");
    ObjectNode invocation = run.putArray("invocations").addObject();
    invocation.put("executionSuccessful", report.stopped().isEmpty());
    ArrayNode notes = invocation.putArray("toolExecutionNotifications");
    for (String remark : Phrases.remarks(report)) {
      notes.addObject().put("level", "note").putObject("message").put("text", remark);
    }
    ArrayNode results = run.putArray("results");
    for (Report.Entry entry : report.entries()) {
      result(entry, rules.indexOf(entry.finding().rule()), results.addObject());
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
  }

  private static void rule(Rule rule, ObjectNode node) {
    node.put("id", rule.id());
    node.putObject("shortDescription").put("text", rule.title());
    node.putObject("help").put("text", rule.advice());
    node.putObject("defaultConfiguration").put("level", level(rule.severity()));
    ObjectNode properties = node.putObject("properties");
    properties.put("security-severity", score(rule.severity()));
    properties.putArray("tags").add("security").add(rule.category().word());
  }

  private static void result(Report.Entry entry, int index, ObjectNode node) {
    Finding finding = entry.finding();
    node.put("ruleId", finding.rule().id()).put("ruleIndex", index);
    node.put("level", level(finding.severity()));
    node.putObject("message").put("text", Phrases.what(finding) + ". " + finding.rule().advice());
    ObjectNode location = node.putArray("locations").addObject().putObject("physicalLocation");
    location.putObject("artifactLocation").put("uri", uri(finding.path()));
    if (finding.place().line() > 0) {
      ObjectNode region = location.putObject("region");
      region.put("startLine", finding.place().line());
      if (finding.place().column() > 0) {
        region.put("startColumn", finding.place().column());
      }
    }
    node.putObject("partialFingerprints").put("doorwardScan/v1", entry.fingerprint());
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case INFO, LOW -> "note";
      case MEDIUM -> "warning";
      case HIGH, CRITICAL -> "error";
    };
  }

  /// What code hosts sort by.
  private static String score(Severity severity) {
    return switch (severity) {
      case INFO -> "0.0";
      case LOW -> "3.0";
      case MEDIUM -> "5.5";
      case HIGH -> "8.0";
      case CRITICAL -> "9.5";
    };
  }

  /// A path as a relative or absolute reference (RFC 3986).
  private static String uri(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xFF);
      if (UNESCAPED.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append("%%%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }
}
