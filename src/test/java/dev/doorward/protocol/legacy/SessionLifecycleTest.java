package dev.doorward.protocol.legacy;

import static dev.doorward.protocol.legacy.EraBench.ANN;
import static dev.doorward.protocol.legacy.EraBench.BEN;
import static dev.doorward.protocol.legacy.EraBench.initialize;
import static dev.doorward.protocol.legacy.EraBench.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.protocol.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SessionLifecycleTest {
  private static final String LIST = request(1, "tools/list", "{}");

  private final EraBench bench = new EraBench();

  @Test
  void initializeOpensASessionAndSaysWhatTheServerCanDo() throws InterruptedException {
    FakeReply reply = bench.post(ANN, FakeHeaders.usual(), initialize("2025-11-25", "{}"));
    assertThat(reply.answered().kind()).isEqualTo(Answer.Kind.OK);
    assertThat(reply.answered().session()).isPresent();
    JsonNode result = reply.body().path("result");
    assertThat(result.path("protocolVersion").asString()).isEqualTo("2025-11-25");
    assertThat(result.path("serverInfo").path("name").asString()).isEqualTo("doorward");
    assertThat(result.path("instructions").asString()).isEqualTo("Be kind.");
    JsonNode capabilities = result.path("capabilities");
    assertThat(capabilities.path("tools").path("listChanged").asBoolean()).isTrue();
    assertThat(capabilities.path("resources").path("subscribe").asBoolean()).isTrue();
    assertThat(capabilities.path("logging").isObject()).isTrue();
    assertThat(result.has("resultType")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-25, 2025-11-25",
    "2025-06-18, 2025-06-18",
    "2025-03-26, 2025-03-26",
    "2024-11-05, 2025-11-25",
    "2026-07-28, 2025-11-25",
    "nonsense, 2025-11-25"
  })
  void agreesOnARevision(String asked, String agreed) throws InterruptedException {
    JsonNode body = bench.post(ANN, FakeHeaders.usual(), initialize(asked, "{}")).body();
    assertThat(body.path("result").path("protocolVersion").asString()).isEqualTo(agreed);
  }

  @Test
  void refusesAnInitializeWithoutVersionAndOpensNothing() throws InterruptedException {
    Answer answer = bench.post(ANN, FakeHeaders.usual(), request(0, "initialize", "{}")).answered();
    assertThat(answer.session()).isEmpty();
    assertThat(EraBench.json(answer.body()).path("error").path("code").asInt()).isEqualTo(-32602);
  }

  @Test
  void answersRequestsOfASessionWithPlainJson() throws InterruptedException {
    FakeReply reply = bench.post(bench.openSession(), LIST);
    assertThat(reply.answered().kind()).isEqualTo(Answer.Kind.OK);
    assertThat(reply.body().path("result").path("tools").size()).isGreaterThan(5);
    assertThat(reply.body().path("result").has("ttlMs")).isFalse();
    assertThat(reply.streaming()).isFalse();
  }

  @Test
  void answersPingAndSetLevelWithNothing() throws InterruptedException {
    String session = bench.openSession();
    assertThat(bench.post(session, request(1, "ping", "{}")).body().path("result").toString())
        .isEqualTo("{}");
    assertThat(
            bench
                .post(session, request(2, "logging/setLevel", "{\"level\":\"info\"}"))
                .body()
                .path("result")
                .toString())
        .isEqualTo("{}");
    assertThat(
            bench
                .post(session, request(3, "logging/setLevel", "{\"level\":\"loud\"}"))
                .body()
                .path("error")
                .path("code")
                .asInt())
        .isEqualTo(-32602);
  }

  @Test
  void takesNotificationsAndResponsesWithoutAWord() throws InterruptedException {
    String session = bench.openSession();
    Answer answer = bench.post(session, "{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":{}}").answered();
    assertThat(answer.kind()).isEqualTo(Answer.Kind.ACCEPTED);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void refusesARequestWithoutSession() throws InterruptedException {
    FakeReply reply = bench.post(ANN, FakeHeaders.usual(), LIST);
    assertThat(reply.answered().kind()).isEqualTo(Answer.Kind.BAD_REQUEST);
    assertThat(reply.body().path("id").asInt()).isEqualTo(1);
    assertThat(reply.body().path("error").path("code").asInt()).isEqualTo(-32600);
  }

  @Test
  void doesNotKnowASessionThatNobodyOpened() throws InterruptedException {
    FakeReply reply = bench.post(ANN, FakeHeaders.in("made-up"), LIST);
    assertThat(reply.answered().kind()).isEqualTo(Answer.Kind.NOT_FOUND);
    assertThat(reply.body().path("error").path("data").path("code").asString())
        .isEqualTo("unknown_session");
  }

  @Test
  void doesNotKnowAnotherPrincipalsSession() throws InterruptedException {
    FakeHeaders anns = FakeHeaders.in(bench.openSession());
    assertThat(bench.post(BEN, anns, LIST).answered().kind()).isEqualTo(Answer.Kind.NOT_FOUND);
    assertThat(bench.end(BEN, anns).answered().kind()).isEqualTo(Answer.Kind.NOT_FOUND);
    FakeReply listening = new FakeReply();
    bench.era.listen(BEN, anns, listening);
    assertThat(listening.answered().kind()).isEqualTo(Answer.Kind.NOT_FOUND);
    assertThat(bench.post(ANN, anns, LIST).answered().kind()).isEqualTo(Answer.Kind.OK);
  }

  @Test
  void refusesTwoSessionIds() throws InterruptedException {
    FakeHeaders two = FakeHeaders.in(bench.openSession()).with("Mcp-Session-Id", "other");
    assertThat(bench.post(ANN, two, LIST).answered().kind()).isEqualTo(Answer.Kind.BAD_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({"2025-11-25, OK", "2025-06-18, OK", "1999-01-01, BAD_REQUEST", "'', BAD_REQUEST"})
  void checksTheVersionHeaderAfterInitialize(String version, Answer.Kind kind)
      throws InterruptedException {
    FakeHeaders headers = FakeHeaders.in(bench.openSession()).with("MCP-Protocol-Version", version);
    assertThat(bench.post(ANN, headers, LIST).answered().kind()).isEqualTo(kind);
  }

  @Test
  void refusesASecondInitializeInASession() throws InterruptedException {
    FakeReply reply = bench.post(bench.openSession(), initialize("2025-11-25", "{}"));
    assertThat(reply.answered().kind()).isEqualTo(Answer.Kind.BAD_REQUEST);
  }

  @Test
  void deleteEndsTheSession() throws InterruptedException {
    FakeHeaders headers = FakeHeaders.in(bench.openSession());
    assertThat(bench.end(ANN, headers).answered().kind()).isEqualTo(Answer.Kind.NO_CONTENT);
    assertThat(bench.post(ANN, headers, LIST).answered().kind()).isEqualTo(Answer.Kind.NOT_FOUND);
    assertThat(bench.end(ANN, FakeHeaders.usual()).answered().kind())
        .isEqualTo(Answer.Kind.BAD_REQUEST);
  }

  @Test
  void answersAnUnknownMethodAndAnUnknownToolInTheBody() throws InterruptedException {
    String session = bench.openSession();
    FakeReply method = bench.post(session, request(1, "no/such", "{}"));
    assertThat(method.answered().kind()).isEqualTo(Answer.Kind.OK);
    assertThat(method.body().path("error").path("code").asInt()).isEqualTo(-32601);
    assertThat(
            bench
                .post(session, EraBench.call(2, "no_such_tool", "{}"))
                .body()
                .path("error")
                .path("code")
                .asInt())
        .isEqualTo(-32602);
  }

  @Test
  void hasItsOwnCodeForAnUnknownResource() throws InterruptedException {
    JsonNode error =
        bench
            .post(bench.openSession(), request(1, "resources/read", "{\"uri\":\"test://nowhere\"}"))
            .body()
            .path("error");
    assertThat(error.path("code").asInt()).isEqualTo(-32002);
    assertThat(error.path("data").path("uri").asString()).isEqualTo("test://nowhere");
  }
}
