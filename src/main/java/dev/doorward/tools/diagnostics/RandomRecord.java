package dev.doorward.tools.diagnostics;

import static dev.doorward.service.ObjectSchema.choice;
import static dev.doorward.service.ObjectSchema.number;
import static dev.doorward.service.ObjectSchema.object;
import static dev.doorward.service.ObjectSchema.oneOf;
import static dev.doorward.service.ObjectSchema.text;
import static dev.doorward.service.ObjectSchema.wholeNumber;

import dev.doorward.service.ObjectSchema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/// Makes up one record of a kind chosen by chance.
final class RandomRecord {
  private static final List<String> REGIONS =
      List.of("eu-central", "eu-north", "us-east", "ap-south");
  private static final List<String> STATES = List.of("running", "degraded", "stopped");
  private static final List<String> UNITS = List.of("ms", "percent", "per_second");
  private static final List<String> METRICS = List.of("latency", "cpu_usage", "requests");
  private static final List<String> COMMANDS =
      List.of("gatekeeper", "indexer", "mailer", "scheduler");
  private static final int MAX_MEMORY_MIB = 4_096;
  private static final int MAX_PID = 32_768;

  /// What every record looks like.
  static final Map<String, Object> SCHEMA =
      oneOf(
          "A record of one of three types.",
          List.of(
              record("server")
                  .required("name", text("A host name."))
                  .required("region", choice("Where it stands.", REGIONS))
                  .required("state", choice("How it is.", STATES))
                  .required("cpu_cores", wholeNumber("Its cores.", 1, 64))
                  .build(),
              record("metric")
                  .required("name", choice("What was measured.", METRICS))
                  .required("value", number("The value measured.", 0, 1_000))
                  .required("unit", choice("The value's unit.", UNITS))
                  .build(),
              record("process")
                  .required("name", choice("The program.", COMMANDS))
                  .required("pid", wholeNumber("Its process id.", 2, MAX_PID))
                  .required("memory_mib", wholeNumber("Memory in use, in MiB.", 1, MAX_MEMORY_MIB))
                  .required("cpu_percent", number("Share of one core.", 0, 100))
                  .build()));

  private RandomRecord() {}

  private static ObjectSchema record(String type) {
    return object()
        .required("type", choice("The record's type.", List.of(type)))
        .required("id", text("A made-up id of eight hexadecimal digits.", 8, 8))
        .required("timestamp", text("When the record was made up, in UTC (ISO 8601)."));
  }

  /// Fills an empty object.
  static void fill(ObjectNode node, RandomGenerator random, Instant now) {
    switch (random.nextInt(3)) {
      case 0 -> server(begin(node, "server", random, now), random);
      case 1 -> metric(begin(node, "metric", random, now), random);
      default -> process(begin(node, "process", random, now), random);
    }
  }

  private static ObjectNode begin(
      ObjectNode node, String type, RandomGenerator random, Instant now) {
    return node.put("type", type)
        .put("id", "%08x".formatted(random.nextInt()))
        .put("timestamp", now.toString());
  }

  private static void server(ObjectNode node, RandomGenerator random) {
    String region = pick(REGIONS, random);
    node.put("name", "%s-%02d".formatted(region, random.nextInt(1, 100)))
        .put("region", region)
        .put("state", pick(STATES, random))
        .put("cpu_cores", 1 << random.nextInt(7));
  }

  private static void metric(ObjectNode node, RandomGenerator random) {
    int which = random.nextInt(METRICS.size());
    node.put("name", METRICS.get(which))
        .put("value", rounded(random.nextDouble(which == 1 ? 100 : 1_000)))
        .put("unit", UNITS.get(which));
  }

  private static void process(ObjectNode node, RandomGenerator random) {
    node.put("name", pick(COMMANDS, random))
        .put("pid", random.nextInt(2, MAX_PID + 1))
        .put("memory_mib", random.nextInt(1, MAX_MEMORY_MIB + 1))
        .put("cpu_percent", rounded(random.nextDouble(100)));
  }

  private static String pick(List<String> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
