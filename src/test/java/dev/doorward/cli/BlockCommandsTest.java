package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.Settings;
import dev.doorward.transport.http.auth.LocalIssuer;
import dev.doorward.transport.stdio.StandardStreams;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlockCommandsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path folder;

  /// Opens nothing.
  private static final class NoDoors implements Doors {
    @Override
    public void check(Settings settings) {
      throw new AssertionError("no test opens a door");
    }

    @Override
    public void stdio(Settings settings, StandardStreams streams) {
      throw new AssertionError("no test opens this door");
    }

    @Override
    public Listening http(
        Settings settings, Optional<LocalIssuer> issuer, String audience, SettingsAgain again) {
      throw new AssertionError("no test opens this door");
    }
  }

  private ExitCode run(String... words) throws InterruptedException {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    return new Commands(
            new Surroundings(
                Map.of(),
                folder,
                Optional.empty(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                CLOCK),
            new NoDoors())
        .run(all.toArray(String[]::new));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void blocksPrintsAndLifts() throws Exception {
    assertThat(run("block", "--address", "10.9.8.7/8", "--reason", "scans", "--for", "2h"))
        .isEqualTo(ExitCode.OK);
    assertThat(said())
        .isEqualTo(
            "Blocked address 10.0.0.0/8 until 2026-03-01T14:00:00Z. A running server takes it up and"
                + " writes it into its audit trail."
                + System.lineSeparator());
    run("block", "--subject", "eve", "--issuer", "https://one", "--reason", "left");
    assertThat(run("blocks")).isEqualTo(ExitCode.OK);
    assertThat(said().lines())
        .containsExactly(
            "address 10.0.0.0/8\t2026-03-01T14:00:00Z\tscans",
            "subject eve of https://one\t2026-03-31T12:00:00Z\tleft");
    assertThat(run("unblock", "--address", "10.0.0.0/8")).isEqualTo(ExitCode.OK);
    assertThat(run("unblock", "--address", "10.0.0.0/8")).isEqualTo(ExitCode.NOT_THERE);
    assertThat(run("unblock", "--subject", "eve")).isEqualTo(ExitCode.NOT_THERE);
    run("blocks");
    assertThat(said()).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "block --reason r | name one of",
        "block --subject a --client b --reason r | name one of",
        "block --address somewhere --reason r | neither an address",
        "block --address 0.0.0.0/0 --reason r | neither an address",
        "block --client c --issuer i --reason r | --issuer only with --subject",
        "block --subject a | --reason",
        "block --subject a --reason r --for ever | not a time to block for",
        "block --subject a --reason r --for 0s | not a time to block for",
        "unblock | name one of"
      })
  void refusesWhatMeansNothing(String words, String problem) throws Exception {
    assertThat(run(words.split(" ", -1))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(problem).hasLineCount(1);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void leavesABrokenListAlone() throws Exception {
    run("block", "--subject", "eve", "--reason", "left");
    Path list = folder.resolve("data").resolve("blocks.json");
    Files.writeString(list, "{");
    assertThat(run("block", "--subject", "ada", "--reason", "left")).isEqualTo(ExitCode.PATH);
    assertThat(run("blocks")).isEqualTo(ExitCode.PATH);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("blocks.json", "it is not JSON");
    assertThat(Files.readString(list)).isEqualTo("{");
  }
}
