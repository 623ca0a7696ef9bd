package dev.doorward.tools.scan.advisories;

import dev.doorward.inspection.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What one advisory (OSV format 1.x) says about one package.
///
/// @param versions that it names one by one
/// @param events of its ranges, each range in the order of its versions
record Advisory(
    String id, String summary, Severity severity, Set<String> versions, List<List<Event>> events) {
  /// Where a weakness begins or ends.
  record Event(String kind, String version) {}

  static Advisory of(JsonNode document, JsonNode affected, Ecosystem ecosystem) {
    Set<String> versions = new java.util.HashSet<>();
    affected.path("versions").forEach(each -> versions.add(each.asString("")));
    List<List<Event>> ranges = new ArrayList<>();
    for (JsonNode range : affected.path("ranges")) {
      if (range.path("type").asString("").equals("GIT")) {
        continue;
      }
      List<Event> events = new ArrayList<>();
      for (JsonNode event : range.path("events")) {
        for (String kind : List.of("introduced", "fixed", "last_affected")) {
          String version = event.path(kind).asString("");
          if (!version.isEmpty()) {
            events.add(new Event(kind, version));
          }
        }
      }
      events.sort(
          Comparator.comparing(
              Event::version,
              (a, b) ->
                  a.equals("0") || b.equals("0")
                      ? Boolean.compare(!a.equals("0"), !b.equals("0"))
                      : ecosystem.order().compare(a, b)));
      ranges.add(List.copyOf(events));
    }
    return new Advisory(
        document.path("id").asString(""),
        document.path("summary").asString(""),
        severity(document, affected),
        Set.copyOf(versions),
        List.copyOf(ranges));
  }

  private static Severity severity(JsonNode document, JsonNode affected) {
    for (JsonNode from : List.of(affected, document)) {
      String word =
          from.path("database_specific").path("severity").asString("").toUpperCase(Locale.ROOT);
      switch (word) {
        case "LOW" -> {
          return Severity.LOW;
        }
        case "MODERATE", "MEDIUM" -> {
          return Severity.MEDIUM;
        }
        case "HIGH" -> {
          return Severity.HIGH;
        }
        case "CRITICAL" -> {
          return Severity.CRITICAL;
        }
        default -> {
          // Many databases give none.
        }
      }
    }
    return Severity.MEDIUM;
  }

  boolean warnsOf(String version, Comparator<String> order) {
    return versions.contains(version)
        || events.stream().anyMatch(range -> within(range, version, order));
  }

  private static boolean within(List<Event> range, String version, Comparator<String> order) {
    boolean affected = false;
    for (Event event : range) {
      int side = event.version().equals("0") ? 1 : order.compare(version, event.version());
      switch (event.kind()) {
        case "introduced" -> affected |= side >= 0;
        case "fixed" -> affected &= side < 0;
        default -> affected &= side <= 0;
      }
    }
    return affected;
  }

  /// The first version above one in which it is mended.
  Optional<String> fixedAbove(String version, Comparator<String> order) {
    return events.stream()
        .flatMap(List::stream)
        .filter(event -> event.kind().equals("fixed"))
        .map(Event::version)
        .filter(fixed -> order.compare(fixed, version) > 0)
        .min(order);
  }
}
