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
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
    assertThat(lines()).hasSize(2 * CallerCounts.WRITTEN_PER_WINDOW);
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
    FileSink sink =
        FileSink.open(folder, AuditSettings.DEFAULTS, new SecureRandom(), Optional.empty());
    try (AuditTrail toFile = new AuditTrail(sink, () -> now)) {
      toFile.intent(entry("echo"));
    }
    assertThat(Files.readString(file)).endsWith("}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void tellsShapeAndDigestOfArgumentsAndNoValue() throws Exception {
    ObjectNode arguments =
        (ObjectNode)
            JsonMapper.shared()
                .readTree("{\"z\":\"hidden\",\"a\":{\"y\":1,\"x\":[true,null]},\"n\":7}");
    trail.intent(new AuditEntry("r-1", ADA, "modern", "tools/call", "echo", arguments));
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("hidden");
    JsonNode line = lines().getFirst();
    assertThat(line.path("arguments").toString())
        .isEqualTo("[\"z:string\",\"a:object\",\"n:number\"]");
    byte[] canonical =
        "{\"a\":{\"x\":[true,null],\"y\":1},\"n\":7,\"z\":\"hidden\"}"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(line.path("arguments_sha256").asString())
        .isEqualTo(
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(canonical)));
  }

  @Test
  void boundsTheShapeOfArguments() {
    ObjectNode arguments = JsonMapper.shared().createObjectNode();
    for (int i = 0; i < 100; i++) {
      arguments.put("\"name" + i + "\n".repeat(1_000), i);
    }
    trail.intent(new AuditEntry("r-1", ADA, "modern", "tools/call", "echo", arguments));
    JsonNode line = lines().getFirst();
    assertThat(line.path("arguments")).hasSize(32);
    assertThat(line.path("arguments").path(0).asString()).hasSizeLessThanOrEqualTo(64 + 8);
    assertThat(line.path("arguments_more").asInt()).isEqualTo(68);
  }

  @Test
  void countsStrangersAfterTheFirstFewOfAMinute() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      trail.turnedAway(stranger("expired", "192.0.2.1"));
      trail.turnedAway(stranger("signature", "192.0.2." + i));
    }
    assertThat(lines()).hasSize(TurnedAwayCounts.WRITTEN_IN_ALL);
    assertThat(lines().stream().filter(line -> line.path("reason").asString().equals("expired")))
        .hasSizeLessThanOrEqualTo(TurnedAwayCounts.WRITTEN_PER_ADDRESS);
    now = now.plusSeconds(62);
    AuditEntry entry = entry("echo");
    trail.intent(entry);
    trail.outcome(entry, "completed", Optional.empty(), Duration.ZERO);
    assertThat(
            lines().stream()
                .filter(line -> line.path("event").asString().equals("authentication_counted"))
                .mapToLong(line -> line.path("count").asLong())
                .sum())
        .isEqualTo(2_000 - TurnedAwayCounts.WRITTEN_IN_ALL);
    trail.turnedAway(stranger("expired", "192.0.2.1"));
    assertThat(lines().getLast().path("reason").asString()).isEqualTo("expired");
    trail.close();
    assertThat(lines().getLast().path("event").asString()).isEqualTo("stop");
  }

  @Test
  void countsGoodCredentialsAfterTheFirstFewOfAMinute() throws IOException {
    AuditEvent.Authenticated event = new AuditEvent.Authenticated(ADA, "192.0.2.1");
    for (int i = 0; i < 1_000; i++) {
      trail.authenticated(event);
    }
    assertThat(lines()).hasSize(CallerCounts.WRITTEN_PER_WINDOW);
    now = now.plusSeconds(62);
    trail.authenticated(event);
    assertThat(lines()).hasSize(CallerCounts.WRITTEN_PER_WINDOW + 2);
    assertThat(lines().get(CallerCounts.WRITTEN_PER_WINDOW).path("count").asLong())
        .isEqualTo(1_000 - CallerCounts.WRITTEN_PER_WINDOW);
  }

  private static AuditEvent.TurnedAway stranger(String reason, String address) {
    return new AuditEvent.TurnedAway(AuditEvent.TurnedAway.Kind.AUTHENTICATION, reason, address);
  }

  @Test
  void writesTheStartBeforeTheFirstIntent() {
    trail.startBeside(
        new AuditEvent.Started("stdio", "1", "b"), new AuditEvent.Configured(List.of("data")));
    trail.intent(entry("echo"));
    assertThat(lines().stream().map(line -> line.path("event").asString()))
        .containsExactly("start", "configuration", "intent");
    assertThat(lines().get(1).path("keys").toString()).isEqualTo("[\"data\"]");
  }

  @Test
  void saysWhenItFails(@TempDir Path folder) throws IOException {
    FileSink sink =
        FileSink.open(folder, AuditSettings.DEFAULTS, new SecureRandom(), Optional.empty());
    AuditTrail toFile = new AuditTrail(sink, () -> now);
    sink.close();
    assertThat(toFile.intent(entry("echo"))).isFalse();
    assertThat(toFile.failing()).isTrue();
  }
}
