package dev.doorward.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.doorward.proof.Evidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// One run of `conformance/run`, told as tests: one for each scenario or check that counts.
final class ConformanceRun {
  /// Something must be installed first (`sysexits.h`: EX_UNAVAILABLE).
  private static final int MISSING = 69;

  /// The pinned packages could not be fetched (`sysexits.h`: EX_TEMPFAIL).
  private static final int NOT_FETCHED = 75;

  private static final TypeReference<List<Row>> ROWS = new TypeReference<>() {};

  private ConformanceRun() {}

  /// What the run found for one scenario or check.
  record Row(
      String group, String name, String counts, List<String> problems, List<String> remarks) {}

  /// Runs one part and gives a test for each of its rows.
  ///
  /// @param part `referee` or `clients`
  static Stream<DynamicTest> of(String part) throws IOException, InterruptedException {
    Path said = Distribution.ROOT.resolve("target/conformance-" + part + ".log");
    Path results = Distribution.ROOT.resolve("target/conformance/results-" + part + ".json");
    Files.deleteIfExists(results);
    ProcessBuilder run =
        new ProcessBuilder(Distribution.ROOT.resolve("conformance/run").toString(), part)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    run.environment()
        .put(
            "DOORWARD_COMMAND",
            JsonMapper.shared().writeValueAsString(Distribution.command("http")));
    run.environment().put("DOORWARD_EVIDENCE", Evidence.folder().toString());
    int code = run.start().waitFor();
    String output = Files.readString(said, StandardCharsets.UTF_8);
    if (code == MISSING || code == NOT_FETCHED) {
      abort(output.strip());
    }
    assertThat(results).as(output).exists();
    return JsonMapper.shared().readValue(results, ROWS).stream()
        .filter(row -> !row.counts().equals("reported"))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.group() + ": " + row.name(), () -> assertThat(row.problems()).isEmpty()));
  }
}
