package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.audit.AuditSettings;
import dev.doorward.audit.SubjectNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `doorward audit subject`: what an operator asks when lines name subjects by hashes.
final class AuditSubjectTest {
  private static final String ISSUER = "https://login.example.org/";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path data;
  private SubjectNames server;

  @BeforeEach
  void startOnce() throws IOException {
    AuditSettings usual = AuditSettings.DEFAULTS;
    AuditSettings hashed =
        new AuditSettings(
            usual.target(),
            usual.fileBytes(),
            usual.keep(),
            Optional.empty(),
            List.of(),
            AuditSettings.Subject.HASH);
    server = SubjectNames.of(data, hashed, new SecureRandom());
  }

  private ExitCode run(String... words) {
    out.reset();
    err.reset();
    Surroundings here =
        new Surroundings(
            Map.of(),
            data,
            Optional.empty(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system());
    try {
      return new Commands(here, new RecordingDoors()).run(words);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void saysHowLinesNameASubject() {
    assertThat(run("audit", "subject", "ada", "--issuer", ISSUER, "--data", data.toString()))
        .isEqualTo(ExitCode.OK);
    assertThat(said()).isEqualTo(server.of(ISSUER, "ada"));

    assertThat(run("audit", "subject", "ada", "--data", data.toString())).isEqualTo(ExitCode.OK);
    assertThat(said()).isEqualTo(server.of("", "ada"));
  }

  @Test
  void makesNoKeyWhereNoneIs() {
    Path empty = data.resolve("empty");

    assertThat(run("audit", "subject", "ada", "--data", empty.toString()))
        .isNotEqualTo(ExitCode.OK);
    assertThat(empty).doesNotExist();
  }

  @Test
  void wantsExactlyOneName() {
    assertThat(run("audit", "subject", "--data", data.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run("audit", "subject", "a", "b", "--data", data.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("audit", "nothing", "--data", data.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("write audit verify or audit subject");
  }
}
