package dev.doorward.protocol.legacy;

import static dev.doorward.protocol.legacy.EraBench.ANN;
import static dev.doorward.protocol.legacy.EraBench.call;
import static dev.doorward.protocol.legacy.EraBench.notification;
import static dev.doorward.protocol.legacy.EraBench.response;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class QuestionsToClientTest {
  private final EraBench bench = new EraBench();

  @Test
  void asksTheUserOnTheCallsStreamAndGoesOnWithTheAnswer() throws InterruptedException {
    String session = bench.openSession();
    FakeReply reply = bench.post(session, call(1, "test_elicitation", "{\"message\":\"Who?\"}"));
    JsonNode question = reply.nextMessage();
    assertThat(question.path("method").asString()).isEqualTo("elicitation/create");
    assertThat(question.path("params").path("message").asString()).isEqualTo("Who?");
    bench
        .post(
            session,
            response(
                question,
                "{\"action\":\"accept\",\"content\":{\"username\":\"u\",\"email\":\"e\"}}"))
        .answered();
    assertThat(textOf(reply.nextMessage()))
        .contains("action=accept")
        .contains("\"username\":\"u\"");
  }

  @Test
  void asksTheModel() throws InterruptedException {
    String session = bench.openSession();
    FakeReply reply = bench.post(session, call(1, "test_sampling", "{\"prompt\":\"Say hi\"}"));
    JsonNode question = reply.nextMessage();
    assertThat(question.path("method").asString()).isEqualTo("sampling/createMessage");
    bench
        .post(
            session,
            response(
                question,
                "{\"role\":\"assistant\",\"content\":{\"type\":\"text\",\"text\":\"hi\"},\"model\":\"m\",\"stopReason\":\"endTurn\"}"))
        .answered();
    assertThat(textOf(reply.nextMessage())).isEqualTo("LLM response: hi");
  }

  @Test
  void asksSeveralQuestionsAtOnce() throws InterruptedException {
    String session = bench.openSession();
    FakeReply reply =
        bench.post(session, call(1, "test_input_required_result_multiple_inputs", "{}"));
    Map<String, JsonNode> asked = new HashMap<>();
    for (int i = 0; i < 3; i++) {
      JsonNode question = reply.nextMessage();
      asked.put(question.path("method").asString(), question);
    }
    answer(session, asked, "roots/list", "{\"roots\":[{\"uri\":\"file:///a\"}]}");
    answer(
        session,
        asked,
        "elicitation/create",
        "{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}");
    answer(
        session,
        asked,
        "sampling/createMessage",
        "{\"role\":\"assistant\",\"content\":{\"type\":\"text\",\"text\":\"Hello\"},\"model\":\"m\"}");
    assertThat(textOf(reply.nextMessage())).isEqualTo("Name: Ann; Greeting: Hello; Roots: 1");
  }

  @Test
  void asksRoundAfterRound() throws InterruptedException {
    String session = bench.openSession();
    FakeReply reply = bench.post(session, call(1, "test_input_required_result_multi_round", "{}"));
    bench
        .post(
            session,
            response(reply.nextMessage(), "{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}"))
        .answered();
    bench
        .post(
            session,
            response(
                reply.nextMessage(), "{\"action\":\"accept\",\"content\":{\"color\":\"red\"}}"))
        .answered();
    assertThat(textOf(reply.nextMessage())).isEqualTo("Multi-round complete for Ann who likes red");
  }

  @Test
  void doesNotAskWhatTheClientDidNotDeclare() throws InterruptedException {
    String session = bench.openSession("2025-11-25", "{\"elicitation\":{}}");
    JsonNode error =
        bench.post(session, call(1, "test_sampling", "{\"prompt\":\"x\"}")).body().path("error");
    assertThat(error.path("data").path("requiredCapabilities").has("sampling")).isTrue();
  }

  @Test
  void anErrorOfTheClientsIsNoAnswer() throws InterruptedException {
    String session = bench.openSession();
    FakeReply reply = bench.post(session, call(1, "test_sampling", "{\"prompt\":\"x\"}"));
    JsonNode question = reply.nextMessage();
    String refused =
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + question.path("id")
            + ",\"error\":{\"code\":-1,\"message\":\"no\"}}";
    bench.post(session, refused).answered();
    assertThat(reply.nextMessage().path("error").path("data").path("code").asString())
        .isEqualTo("invalid_answers");
  }

  @Test
  void takesAnAnswerOnlyFromTheSessionThatWasAsked() throws InterruptedException {
    String asked = bench.openSession();
    String other = bench.openSession();
    FakeReply reply = bench.post(asked, call(1, "test_elicitation", "{\"message\":\"Who?\"}"));
    JsonNode question = reply.nextMessage();
    bench.post(other, response(question, "{\"action\":\"accept\",\"content\":{}}")).answered();
    assertThat(reply.ended()).isFalse();
    bench.post(asked, response(question, "{\"action\":\"decline\"}")).answered();
    assertThat(textOf(reply.nextMessage())).contains("action=decline");
  }

  @Test
  void takesSilenceForADismissedFormAndWithdrawsTheQuestion() throws InterruptedException {
    EraBench hasty =
        new EraBench(
            new LegacySettings(10, 10, Duration.ofMinutes(1), Duration.ofSeconds(1), 1024, 8));
    FakeReply reply =
        hasty.post(hasty.openSession(), call(1, "test_elicitation", "{\"message\":\"Who?\"}"));
    JsonNode question = reply.nextMessage();
    JsonNode withdrawal = reply.nextMessage();
    assertThat(withdrawal.path("method").asString()).isEqualTo("notifications/cancelled");
    assertThat(withdrawal.path("params").path("requestId")).isEqualTo(question.path("id"));
    assertThat(textOf(reply.nextMessage())).contains("action=cancel");
  }

  @Test
  void aCancelledCallIsInterruptedAndNotAnswered() throws InterruptedException {
    String session = bench.openSession();
    FakeReply reply = bench.post(session, call(7, "wait", "{}"));
    assertThat(bench.waiting.await(10, TimeUnit.SECONDS)).isTrue();
    bench.post(session, notification("notifications/cancelled", "{\"requestId\":7}")).answered();
    assertThat(bench.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    reply.awaitEnd();
    assertThat(reply.streaming()).isTrue();
    assertThat(reply.hasNoEvent()).isTrue();
  }

  @Test
  void aCancelledCallWithdrawsItsQuestion() throws InterruptedException {
    String session = bench.openSession();
    FakeReply reply = bench.post(session, call(7, "test_elicitation", "{\"message\":\"Who?\"}"));
    JsonNode question = reply.nextMessage();
    bench.post(session, notification("notifications/cancelled", "{\"requestId\":7}")).answered();
    JsonNode withdrawal = reply.nextMessage();
    assertThat(withdrawal.path("params").path("requestId")).isEqualTo(question.path("id"));
    reply.awaitEnd();
    assertThat(reply.hasNoEvent()).isTrue();
  }

  @Test
  void cancellingWhatEndedOrNeverWasDoesNothing() throws InterruptedException {
    String session = bench.openSession();
    for (String id : new String[] {"1", "\"x\"", "null", "{}", "1.5"}) {
      bench
          .post(
              session, notification("notifications/cancelled", "{\"requestId\":%s}".formatted(id)))
          .answered();
    }
    assertThat(bench.post(session, call(1, "test_simple_text", "{}")).body().has("result"))
        .isTrue();
  }

  @Test
  void anIdMayNotBeUsedTwiceAtOnce() throws InterruptedException {
    String session = bench.openSession();
    FakeReply first = bench.post(session, call(7, "wait", "{}"));
    assertThat(
            bench
                .post(session, call(7, "test_simple_text", "{}"))
                .body()
                .path("error")
                .path("code")
                .asInt())
        .isEqualTo(-32600);
    String other = bench.openSession();
    assertThat(bench.post(other, call(7, "test_simple_text", "{}")).body().has("result")).isTrue();
    bench.release.countDown();
    assertThat(textOf(first.body())).isEqualTo("done");
  }

  @Test
  void deleteCancelsWhatRunsInTheSession() throws InterruptedException {
    String session = bench.openSession();
    bench.post(session, call(1, "wait", "{}"));
    assertThat(bench.waiting.await(10, TimeUnit.SECONDS)).isTrue();
    bench.end(ANN, FakeHeaders.in(session)).answered();
    assertThat(bench.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private void answer(String session, Map<String, JsonNode> asked, String method, String result)
      throws InterruptedException {
    assertThat(asked).containsKey(method);
    bench
        .post(
            session, response(asked.getOrDefault(method, EraBench.json(new byte[] {'0'})), result))
        .answered();
  }

  private static String textOf(JsonNode answer) {
    return answer
        .path("result")
        .path("content")
        .path(0)
        .path("text")
        .asString("(none: " + answer + ")");
  }
}
