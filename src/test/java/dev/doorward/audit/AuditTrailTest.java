package dev.doorward.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class AuditTrailTest {
  private static final Caller ADA =
      new Caller(new CallerId("issuer", "ada"), Set.of(Role.VIEWER), Set.of(), "curl", Door.HTTP);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final AuditTrail trail = new AuditTrail(new AuditSink.ToStream(out), () -> now);

  private static AuditEntry entry(String target) {
    return new AuditEntry("r-1", ADA, "modern", "tools/call", target);
  }

  private List<JsonNode> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().map(JsonMapper.shared()::readTree).toList();
  }

  @Test
  void writesIntentAndOutcomeAsOneObjectPerLine() {
    AuditEntry entry = entry("echo");
    assertThat(trail.intent(entry)).isTrue();
    trail.outcome(entry, "completed", Optional.empty(), Duration.ofMillis(2));
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "{\"time\":\"2026-01-01T00:00:00Z\",\"event\":\"intent\",\"request_id\":\"r-1\",\"issuer\":\"issuer\","
                + "\"subject\":\"ada\",\"client_id\":\"curl\",\"door\":\"http\",\"era\":\"modern\","
                + "\"operation\":\"tools/call\",\"target\":\"echo\"}",
            "{\"time\":\"2026-01-01T00:00:00Z\",\"event\":\"outcome\",\"request_id\":\"r-1\",\"issuer\":\"issuer\","
                + "\"subject\":\"ada\",\"client_id\":\"curl\",\"door\":\"http\",\"era\":\"modern\","
                + "\"operation\":\"tools/call\",\"target\":\"echo\",\"decision\":\"completed\",\"duration_us\":2000}");
  }

  @Test
  void keepsOneLineWhateverTheTargetHolds() {
    AuditEntry entry = entry("a\r\nb\u0000\u2028" + "x".repeat(10_000));
    trail.intent(entry);
    assertThat(out.toString(StandardCharsets.UTF_8).split("\n", -1)).hasSize(2);
    assertThat(lines().getFirst().path("target").asString()).hasSizeLessThanOrEqualTo(2_048);
  }

  @Test
  void writesJsonWhateverTheTargetHolds() {
    String target = "\"quoted\" back\\slash \u0000\t\u001f\u007f é € \uD83D\uDEAA";
    trail.intent(entry(target));
    assertThat(lines().getFirst().path("target").asString()).isEqualTo(target);
  }

  @Test
  void writesTheTimeWithMicroseconds() {
    now = Instant.parse("2026-01-01T23:59:59.000042999Z");
    trail.intent(entry("echo"));
    now = now.plusSeconds(1);
    trail.intent(entry("echo"));
    assertThat(lines().stream().map(line -> line.path("time").asString()))
        .containsExactly("2026-01-01T23:59:59.000042Z", "2026-01-02T00:00:00.000042Z");
  }

  @Test
  void countsRefusalsAfterTheFirstFewOfAMinute() {
    for (int i = 0; i < 1_000; i++) {
      AuditEntry entry = entry("absent");
      trail.intent(entry);
      trail.outcome(entry, "refused", Optional.of("unknown_tool"), Duration.ZERO);
    }
    assertThat(lines()).hasSize(2 * RefusalCounts.WRITTEN_PER_WINDOW);
    now = now.plusSeconds(61);
    AuditEntry entry = entry("absent");
    trail.intent(entry);
    trail.outcome(entry, "refused", Optional.of("unknown_tool"), Duration.ZERO);
    assertThat(
            lines().stream()
                .filter(line -> line.path("event").asString().equals("refusals_counted")))
        .singleElement()
        .satisfies(line -> assertThat(line.path("count").asInt()).isEqualTo(990));
  }

  @Test
  void writesAHeldIntentBeforeAnEffect() {
    for (int i = 0; i < 50; i++) {
      AuditEntry refused = entry("absent");
      trail.intent(refused);
      trail.outcome(refused, "refused", Optional.of("unknown_tool"), Duration.ZERO);
    }
    out.reset();
    AuditEntry entry = entry("echo");
    trail.intent(entry);
    assertThat(lines()).isEmpty();
    assertThat(trail.confirm(entry)).isTrue();
    assertThat(lines())
        .singleElement()
        .satisfies(line -> assertThat(line.path("target").asString()).isEqualTo("echo"));
    trail.outcome(entry, "completed", Optional.empty(), Duration.ZERO);
    assertThat(lines()).hasSize(2);
  }

  @Test
  void writesAFileOnlyItsOwnerReads(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("audit.jsonl");
    try (AuditTrail toFile = new AuditTrail(new AuditSink.ToFile(file), () -> now)) {
      toFile.intent(entry("echo"));
    }
    assertThat(Files.readString(file)).endsWith("}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void saysWhenItFails(@TempDir Path folder) throws IOException {
    AuditSink.ToFile sink = new AuditSink.ToFile(folder.resolve("audit.jsonl"));
    AuditTrail toFile = new AuditTrail(sink, () -> now);
    sink.close();
    assertThat(toFile.intent(entry("echo"))).isFalse();
    assertThat(toFile.failing()).isTrue();
  }
}
