package dev.doorward.protocol.legacy;

import static dev.doorward.protocol.legacy.EraBench.call;
import static dev.doorward.protocol.legacy.EraBench.initialize;
import static dev.doorward.protocol.legacy.EraBench.notification;
import static dev.doorward.protocol.legacy.EraBench.request;
import static dev.doorward.protocol.legacy.EraBench.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.service.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class LocalLinesTest {
  private static final int MORE_THAN_RUN_AT_ONCE = 40;

  private final EraBench bench = new EraBench();
  private final BlockingQueue<JsonNode> out = new LinkedBlockingQueue<>();
  private final LegacyLines lines = bench.converse(message -> out.add(EraBench.json(message)));

  @Test
  void wantsToBeInitializedFirst() throws InterruptedException {
    send(request(1, "tools/list", "{}"));
    assertThat(next().path("error").path("code").asInt()).isEqualTo(-32600);
    send(request(2, "ping", "{}"));
    assertThat(next().path("result").toString()).isEqualTo("{}");
    begin();
    send(request(3, "tools/list", "{}"));
    assertThat(next().path("result").path("tools").size()).isGreaterThan(5);
    send(initialize("2025-11-25", "{}"));
    assertThat(next().path("error").path("code").asInt()).isEqualTo(-32600);
  }

  @Test
  void asksByLinesAndTakesAnswersByLines() throws InterruptedException {
    begin();
    send(call(1, "test_elicitation", "{\"message\":\"Who?\"}"));
    JsonNode question = next();
    assertThat(question.path("method").asString()).isEqualTo("elicitation/create");
    send(response(question, "{\"action\":\"decline\"}"));
    assertThat(next().path("id").asInt()).isEqualTo(1);
  }

  @Test
  void goesOnReadingWhileManyCallsWaitForTheirClient() throws InterruptedException {
    begin();
    List<JsonNode> questions = new ArrayList<>();
    for (int i = 1; i <= MORE_THAN_RUN_AT_ONCE; i++) {
      send(call(i, "test_elicitation", "{\"message\":\"Who?\"}"));
      questions.add(next());
    }
    questions.forEach(question -> send(response(question, "{\"action\":\"decline\"}")));
    for (int i = 1; i <= MORE_THAN_RUN_AT_ONCE; i++) {
      assertThat(next().has("result")).isTrue();
    }
  }

  @Test
  void tellsOfChangesOnceTheClientIsInitialized() throws InterruptedException {
    bench.changes.announce(new Change.Tools());
    begin();
    bench.changes.announce(new Change.Prompts());
    assertThat(next().path("method").asString()).isEqualTo("notifications/prompts/list_changed");
  }

  @Test
  void doesNotAnswerACancelledCall() throws InterruptedException {
    begin();
    send(call(1, "wait", "{}"));
    assertThat(bench.waiting.await(10, TimeUnit.SECONDS)).isTrue();
    send(notification("notifications/cancelled", "{\"requestId\":1}"));
    assertThat(bench.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    send(request(2, "ping", "{}"));
    assertThat(next().path("id").asInt()).isEqualTo(2);
  }

  @Test
  void lettingGoWaitsForWhatRunsButNotForThePerson() throws InterruptedException {
    begin();
    send(call(1, "wait", "{}"));
    send(call(2, "test_elicitation", "{\"message\":\"Who?\"}"));
    JsonNode question = next();
    assertThat(bench.waiting.await(10, TimeUnit.SECONDS)).isTrue();
    bench.release.countDown();
    lines.close(Duration.ofSeconds(10));
    assertThat(out).anyMatch(message -> message.path("id").asInt() == 1 && message.has("result"));
    assertThat(out)
        .anyMatch(message -> message.path("params").path("requestId").equals(question.path("id")));
  }

  @Test
  void lettingGoEndsWhatRunsTooLong() throws InterruptedException {
    begin();
    send(call(1, "wait", "{}"));
    assertThat(bench.waiting.await(10, TimeUnit.SECONDS)).isTrue();
    lines.close(Duration.ofMillis(50));
    assertThat(bench.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private void begin() throws InterruptedException {
    send(initialize("2025-11-25", EraBench.FULL));
    assertThat(next().path("result").path("protocolVersion").asString()).isEqualTo("2025-11-25");
    send(notification("notifications/initialized", "{}"));
  }

  private void send(String message) {
    bench.line(lines, message);
  }

  private JsonNode next() throws InterruptedException {
    return Objects.requireNonNull(out.poll(10, TimeUnit.SECONDS), "no line came");
  }
}
