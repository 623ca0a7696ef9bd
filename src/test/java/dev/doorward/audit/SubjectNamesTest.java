package dev.doorward.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SubjectNamesTest {
  private static final CallerId ADA = new CallerId("https://login.example.org/", "ada");
  private static final AuditSettings HASHED = settings(AuditSettings.Subject.HASH);

  @TempDir Path folder;

  private static AuditSettings settings(AuditSettings.Subject subject) {
    AuditSettings usual = AuditSettings.DEFAULTS;
    return new AuditSettings(
        AuditSettings.Target.STDERR,
        usual.fileBytes(),
        usual.keep(),
        Optional.empty(),
        List.of(),
        subject);
  }

  private SubjectNames names() throws IOException {
    return SubjectNames.of(folder.resolve("data"), HASHED, new SecureRandom());
  }

  @Test
  void plainNamesAreThemselvesAndNeedNoKey() throws IOException {
    SubjectNames names =
        SubjectNames.of(folder, settings(AuditSettings.Subject.PLAIN), new SecureRandom());

    assertThat(names.of(ADA)).isEqualTo("ada");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aHashOutlivesTheProcessAndIsOneForEachSubjectOfEachIssuer() throws IOException {
    String ada = names().of(ADA);

    assertThat(ada).matches("hmac:[A-Za-z0-9_-]{22}");
    assertThat(names().of(ADA)).isEqualTo(ada);
    assertThat(names().of(ADA.issuer(), ADA.subject())).isEqualTo(ada);
    assertThat(
            Set.of(
                ada,
                names().of(new CallerId(ADA.issuer(), "eve")),
                names().of(new CallerId("https://other.example.org/", "ada")),
                names().of(new CallerId("https://login.example.org/a", "da")),
                names().of("", "ada")))
        .hasSize(5);
  }

  @Test
  void withoutTheKeyItCannotBeWorkedOut() throws IOException {
    String ada = names().of(ADA);
    Files.delete(folder.resolve("data").resolve("audit-key"));

    assertThat(names().of(ADA)).isNotEqualTo(ada);
  }

  @Test
  void itRemembersBoundedlyManyAndStaysRight() throws IOException {
    SubjectNames names = names();
    String ada = names.of(ADA);
    for (int i = 0; i < 20_001; i++) {
      names.of(new CallerId("issuer", "subject " + i));
    }

    assertThat(names.of(ADA)).isEqualTo(ada);
  }

  @Test
  void everyLineThatNamesASubjectUsesIt() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SubjectNames names = names();
    AuditTrail trail =
        new AuditTrail(
            new AuditSink.ToStream(out), () -> Instant.parse("2026-01-01T00:00:00Z"), names);
    Caller ada = new Caller(ADA, Set.of(), Set.of(), "desktop", Door.HTTP, "token-1");
    trail.authenticated(new AuditEvent.Authenticated(ada, "192.0.2.1"));
    AuditEntry entry = new AuditEntry("r-1", ada, "modern", "ping", "");
    trail.intent(entry);
    trail.outcome(entry, "completed", Optional.empty(), Duration.ofMillis(1));
    trail.blocks(
        new BlockEvent(
            "added", "subject", "ada", Optional.of(ADA.issuer()), "left", Instant.EPOCH));

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(4)
        .allMatch(line -> line.contains("\"subject\":\"" + names.of(ADA) + "\""))
        .noneMatch(line -> line.contains("\"ada\""));
  }
}
