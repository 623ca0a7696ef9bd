package dev.doorward.tools.scan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Findings that somebody has looked at and accepted. It holds fingerprints, rules and paths, no
/// secrets.
///
/// @param fingerprints of what is accepted
public record Baseline(Set<String> fingerprints) {
  /// Accepts nothing.
  public static final Baseline EMPTY = new Baseline(Set.of());

  /// Most bytes of a baseline file.
  public static final int MOST_BYTES = 8 * 1024 * 1024;

  private static final int VERSION = 1;

  public Baseline {
    fingerprints = Set.copyOf(fingerprints);
  }

  /// Reads the text of a baseline file; empty when it is none.
  public static Optional<Baseline> parse(String text) {
    try {
      JsonNode document = JsonMapper.shared().readTree(text);
      JsonNode accepted = document.path("accepted");
      if (document.path("version").asInt(0) != VERSION || !accepted.isArray()) {
        return Optional.empty();
      }
      Set<String> fingerprints = new LinkedHashSet<>();
      for (JsonNode each : accepted) {
        String fingerprint = each.path("fingerprint").asString("");
        if (!fingerprint.matches("[0-9a-f]{32}")) {
          return Optional.empty();
        }
        fingerprints.add(fingerprint);
      }
      return Optional.of(new Baseline(fingerprints));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// The text of a baseline that accepts what a report found.
  public static String accepting(Report report) {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document.put("version", VERSION);
    ArrayNode accepted = document.putArray("accepted");
    for (Report.Entry entry : report.entries()) {
      accepted
          .addObject()
          .put("fingerprint", entry.fingerprint())
          .put("rule", entry.finding().rule().id())
          .put("path", entry.finding().path());
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
  }

  boolean accepts(String fingerprint) {
    return fingerprints.contains(fingerprint);
  }

  List<String> unused(List<Report.Entry> found) {
    List<String> unused = new ArrayList<>(fingerprints);
    found.forEach(each -> unused.remove(each.fingerprint()));
    return unused.stream().sorted().toList();
  }
}
