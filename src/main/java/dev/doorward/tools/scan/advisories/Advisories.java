package dev.doorward.tools.scan.advisories;

import dev.doorward.inspection.Finding;
import dev.doorward.inspection.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/// Advisories by the packages they are about.
public final class Advisories {
  /// None.
  public static final Advisories NONE = new Advisories(Map.of());

  private static final int MOST = 1_000_000;

  private final Map<String, List<Advisory>> byPackage;

  private Advisories(Map<String, List<Advisory>> byPackage) {
    this.byPackage = byPackage;
  }

  /// Reads advisories: one document, an array of them, or one after another as JSON lines. Only
  /// what is needed of each is kept.
  ///
  /// @return empty when the bytes are something else
  /// @throws IOException when they cannot be read
  public static Optional<Advisories> read(InputStream in) throws IOException {
    Map<String, List<Advisory>> byPackage = new HashMap<>();
    int count = 0;
    try (MappingIterator<JsonNode> documents =
        JsonMapper.shared().readerFor(JsonNode.class).readValues(in)) {
      while (documents.hasNextValue()) {
        JsonNode document = documents.nextValue();
        if (++count > MOST || !document.path("id").isString()) {
          return Optional.empty();
        }
        add(document, byPackage);
      }
    } catch (JacksonException _) {
      return Optional.empty();
    }
    return count == 0 ? Optional.empty() : Optional.of(new Advisories(byPackage));
  }

  private static void add(JsonNode document, Map<String, List<Advisory>> byPackage) {
    if (document.has("withdrawn")) {
      return;
    }
    for (JsonNode affected : document.path("affected")) {
      JsonNode about = affected.path("package");
      Ecosystem.labelled(about.path("ecosystem").asString(""))
          .ifPresent(
              ecosystem ->
                  byPackage
                      .computeIfAbsent(
                          key(ecosystem.label(), ecosystem.plain(about.path("name").asString(""))),
                          _ -> new ArrayList<>(1))
                      .add(Advisory.of(document, affected, ecosystem)));
    }
  }

  private static String key(String ecosystem, String name) {
    return ecosystem + "\0" + name;
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return byPackage.isEmpty();
  }

  /// What the advisories warn of among dependencies of one file.
  public List<Finding> findings(Rule rule, String path, List<Dependency> dependencies) {
    List<Finding> findings = new ArrayList<>();
    for (Dependency each : dependencies) {
      Ecosystem ecosystem = Ecosystem.labelled(each.ecosystem()).orElseThrow();
      for (Advisory advisory :
          byPackage.getOrDefault(key(each.ecosystem(), each.name()), List.of())) {
        if (advisory.warnsOf(each.version(), ecosystem.order())) {
          String fixed =
              advisory
                  .fixedAbove(each.version(), ecosystem.order())
                  .map(version -> ", fixed in " + version)
                  .orElse(", no fixed version is known");
          findings.add(
              new Finding(
                  rule,
                  advisory.severity(),
                  path,
                  each.place(),
                  each.name()
                      + " "
                      + each.version()
                      + ": "
                      + advisory.id()
                      + fixed
                      + (advisory.summary().isEmpty() ? "" : "; " + advisory.summary()),
                  each.name() + " " + each.version() + " " + advisory.id()));
        }
      }
    }
    return findings;
  }
}
