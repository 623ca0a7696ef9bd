package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.Settings;
import dev.doorward.cli.settings.StartSettings;
import dev.doorward.transport.http.auth.ApiKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HashKeyCommandTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-01T12:00:00.5Z"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path folder;

  @Test
  void printsAKeyAloneAndItsProfileBesideIt() throws Exception {
    assertThat(run("hash-key", "build-bot", "--role", "service", "--ttl", "30d"))
        .isEqualTo(ExitCode.OK);

    String printed = out.toString(StandardCharsets.UTF_8);
    assertThat(printed).hasLineCount(1);
    ApiKey key = ApiKey.parse(printed.strip()).orElseThrow();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            Above is the key; it is shown this once. For doorward.yml:

            api-keys:
              build-bot:
                hash: %s
                roles: [service]
                scopes: [mcp:completion.read, mcp:logging.write, mcp:prompts.read, mcp:resources.read, mcp:skills.read, mcp:subscriptions.read, mcp:tools.call, mcp:tools.read]
                expires: 2026-03-31T12:00:00Z
            """
                .formatted(key.hash()));
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void whatItPrintsIsAConfiguration() throws Exception {
    run("hash-key", "reader", "--scope", "mcp:resources.read");

    String said = err.toString(StandardCharsets.UTF_8);
    Path file =
        Files.writeString(
            folder.resolve("doorward.yml"), said.substring(said.indexOf("api-keys:")));
    Settings settings =
        new StartSettings(Map.of(), folder, Optional.empty())
            .read(Optional.of(file.toString()), Map.of());
    assertThat(settings.apiKeys().get("reader").hash())
        .hasToString(
            ApiKey.parse(out.toString(StandardCharsets.UTF_8).strip())
                .orElseThrow()
                .hash()
                .toString());
    assertThat(settings.apiKeys().get("reader").expires())
        .contains(Instant.parse("2027-03-01T12:00:00Z"));
  }

  @Test
  void noTwoAreAlike() throws Exception {
    run("hash-key", "a");
    run("hash-key", "a");

    assertThat(out.toString(StandardCharsets.UTF_8).lines()).doesNotHaveDuplicates().hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hash-key | cannot be a key's name",
        "hash-key Bot | cannot be a key's name",
        "hash-key default | cannot be a key's name",
        "hash-key bot --role servant | did you mean service?",
        "hash-key bot --scope mcp:tool.read | did you mean mcp:tools.read?",
        "hash-key bot --ttl 0s | is not a life a key can have",
        "hash-key bot --ttl 9999d | is not a life a key can have",
        "hash-key bot --ttl ever | is not a life a key can have"
      })
  void refusesWhatMeansNothing(String words, String problem) throws Exception {
    assertThat(run(words.split(" ", -1))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(problem).hasLineCount(1);
    assertThat(out.size()).isZero();
  }

  @Test
  void thereIsNoTokenWhereOnlyKeysAreTaken() throws Exception {
    run("hash-key", "a");
    String said = err.toString(StandardCharsets.UTF_8);
    Path file =
        Files.writeString(
            folder.resolve("doorward.yml"),
            "http: {host: 0.0.0.0}\n" + said.substring(said.indexOf("api-keys:")));
    err.reset();

    assertThat(run("token", "--config", file.toString())).isEqualTo(ExitCode.SETTINGS);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("doorward: http.host: ");
  }

  private ExitCode run(String... words) throws InterruptedException {
    return new Commands(
            new Surroundings(
                Map.of("DOORWARD_DATA", folder.resolve("data").toString()),
                folder,
                Optional.empty(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                CLOCK),
            new RecordingDoors())
        .run(words);
  }
}
