package dev.doorward.ops.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import dev.doorward.gateway.Origin;
import dev.doorward.gateway.Outcome;
import dev.doorward.gateway.Refusal;
import dev.doorward.gateway.Request;
import dev.doorward.service.Cancellation;
import dev.doorward.service.ClientLink;
import dev.doorward.service.Question;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RequestLogTest {
  private static final Caller ANN =
      new Caller(
          new CallerId("urn:issuer", "ann"), Set.of(Role.VIEWER), Set.of(), "claude", Door.HTTP);

  private static final Refusal NO =
      new Refusal(Refusal.Code.FAILED, "no", Duration.ZERO, Optional.empty(), Map.of(), List.of());

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LogStream stream = new LogStream(bytes, InstantSource.fixed(Instant.EPOCH));
  private final RequestLog log = new RequestLog(new JsonLogger("dev.doorward.requests", stream));

  @Test
  void saysNothingOfOrdinaryRequestsAtTheUsualLevel() {
    end(new Outcome.Refused(NO));

    assertThat(bytes.size()).isZero();
  }

  @Test
  void namesRequestClientAndToolAtDebugButNoArgument() {
    stream.level(new LogSettings(LogSettings.Level.DEBUG));

    end(new Outcome.Refused(NO));

    JsonNode line = JsonMapper.shared().readTree(bytes.toByteArray());
    assertThat(line.get("event").asString()).isEqualTo("request.refused");
    assertThat(line.get("request_id").asString()).isEqualTo("r-1");
    assertThat(line.get("client_id").asString()).isEqualTo("claude");
    assertThat(line.get("tool").asString()).isEqualTo("echo");
    assertThat(line.get("reason").asString()).isEqualTo(Refusal.Code.FAILED.label());
    assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("a private message");
  }

  @Test
  void tellsOfABugAtEveryLevel() {
    stream.level(new LogSettings(LogSettings.Level.ERROR));

    end(new Outcome.Faulted("17ab"));

    JsonNode line = JsonMapper.shared().readTree(bytes.toByteArray());
    assertThat(line.get("event").asString()).isEqualTo("request.faulted");
    assertThat(line.get("incident").asString()).isEqualTo("17ab");
  }

  private void end(Outcome outcome) {
    var arguments = JsonMapper.shared().createObjectNode().put("message", "a private message");
    log.ended(
        ANN,
        new Request.CallTool("echo", arguments),
        new Origin("r-1", "modern", new DeafLink()),
        outcome,
        1_500);
  }

  /// A client that hears and answers nothing.
  private static final class DeafLink implements ClientLink {
    @Override
    public void progress(double done, @Nullable Double total, @Nullable String message) {}

    @Override
    public void log(LoggingLevel level, String logger, Object data) {}

    @Override
    public boolean canAsk(Question question) {
      return false;
    }

    @Override
    public Map<String, JsonNode> answers() {
      return Map.of();
    }

    @Override
    public Optional<String> remembered() {
      return Optional.empty();
    }

    @Override
    public Optional<Map<String, JsonNode>> ask(Map<String, Question> questions) {
      return Optional.empty();
    }

    @Override
    public void detachStream() {}

    @Override
    public Cancellation cancellation() {
      return new Cancellation();
    }
  }
}
