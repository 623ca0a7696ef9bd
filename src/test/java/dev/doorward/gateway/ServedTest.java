package dev.doorward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.audit.AuditEntry;
import dev.doorward.audit.AuditSink;
import dev.doorward.audit.AuditTrail;
import dev.doorward.caller.Role;
import dev.doorward.service.Skill;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the outcome says of content that was handed out.
final class ServedTest {
  // printf 'hello' | sha256sum
  private static final String HELLO =
      "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  private static JsonNode outcomeOf(Result result) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AuditTrail trail = new AuditTrail(new AuditSink.ToStream(out), InstantSource.system());
    AuditEntry entry =
        new AuditEntry("r-1", House.caller(Role.USER), "modern", "resources/read", "file:///a");
    trail.intent(entry);
    Served.note(entry, result);
    trail.outcome(entry, "completed", Optional.empty(), Duration.ZERO);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).doesNotContain("digest");
    return JsonMapper.shared().readTree(lines.getLast());
  }

  private static Result read(McpSchema.ResourceContents... contents) {
    return new Result.Read(McpSchema.ReadResourceResult.builder(List.of(contents)).build());
  }

  private static McpSchema.ResourceContents text(String text) {
    return McpSchema.TextResourceContents.builder("file:///a", text).build();
  }

  private static McpSchema.ResourceContents blob(String blob) {
    return McpSchema.BlobResourceContents.builder("file:///a", blob).build();
  }

  @Test
  void textIsDigestedInUtf8() {
    JsonNode outcome = outcomeOf(read(text("hello")));

    assertThat(outcome.path("digest").asString()).isEqualTo(HELLO);
    assertThat(outcome.path("bytes").asInt()).isEqualTo(5);
    assertThat(outcomeOf(read(text("é"))).path("bytes").asInt()).isEqualTo(2);
  }

  @Test
  void aBlobIsDigestedAsTheBytesItStandsFor() {
    assertThat(outcomeOf(read(blob("aGVsbG8="))).path("digest").asString()).isEqualTo(HELLO);
    assertThat(outcomeOf(read(blob("no base64!"))).path("bytes").asInt()).isEqualTo(10);
  }

  @Test
  void severalContentsAreDigestedOneAfterTheOther() {
    assertThat(outcomeOf(read(text("he"), blob("bGxv"))).path("digest").asString())
        .isEqualTo(HELLO);
  }

  @Test
  void aSkillHasTheDigestItWasLoadedWith() {
    String uri = "skill://acme/refunds/SKILL.md";
    Skill skill =
        new Skill(
            uri,
            "acme/refunds",
            JsonMapper.shared().createObjectNode(),
            List.of(
                new Skill.File("skill://acme/refunds/A.md", "sha256:aa", 1),
                new Skill.File(uri, "sha256:bb", 2)));

    JsonNode outcome = outcomeOf(new Result.SkillEntry(skill));

    assertThat(outcome.path("digest").asString()).isEqualTo("sha256:bb");
    assertThat(outcome.path("bytes").asInt()).isEqualTo(2);
  }

  @Test
  void whatIsNoContentHasNone() {
    assertThat(outcomeOf(new Result.Done()).has("digest")).isFalse();
    assertThat(outcomeOf(new Result.Done()).has("bytes")).isFalse();
  }
}
