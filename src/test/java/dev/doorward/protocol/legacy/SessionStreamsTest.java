package dev.doorward.protocol.legacy;

import static dev.doorward.protocol.legacy.EraBench.ANN;
import static dev.doorward.protocol.legacy.EraBench.call;
import static dev.doorward.protocol.legacy.EraBench.notification;
import static dev.doorward.protocol.legacy.EraBench.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.access.AccessPolicy;
import dev.doorward.caller.Role;
import dev.doorward.gateway.GatewaySettings;
import dev.doorward.protocol.Answer;
import dev.doorward.service.Change;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class SessionStreamsTest {
  private final EraBench bench = new EraBench();

  @Test
  void aToolThatReportsTurnsItsAnswerIntoAStream() throws InterruptedException {
    String session = bench.openSession();
    bench.post(session, request(1, "logging/setLevel", "{\"level\":\"debug\"}")).answered();
    FakeReply reply = bench.post(session, call(2, "test_tool_with_logging", "{}"));
    FakeReply.Event priming = reply.next();
    assertThat(priming.data()).isEmpty();
    assertThat(priming.retryMillis()).isPositive();
    assertThat(priming.id()).doesNotContain(session);
    for (int i = 0; i < 3; i++) {
      JsonNode log = reply.nextMessage();
      assertThat(log.path("method").asString()).isEqualTo("notifications/message");
      assertThat(log.path("params").path("level").asString()).isEqualTo("info");
    }
    assertThat(reply.nextMessage().path("id").asInt()).isEqualTo(2);
    reply.awaitEnd();
  }

  @Test
  void sendsNoLogBeforeALevelIsSetNorBelowIt() throws InterruptedException {
    String session = bench.openSession();
    assertThat(bench.post(session, call(1, "test_tool_with_logging", "{}")).answered().kind())
        .isEqualTo(Answer.Kind.OK);
    bench.post(session, request(2, "logging/setLevel", "{\"level\":\"error\"}")).answered();
    assertThat(bench.post(session, call(3, "test_tool_with_logging", "{}")).answered().kind())
        .isEqualTo(Answer.Kind.OK);
  }

  @Test
  void marksProgressWithTheClientsToken() throws InterruptedException {
    String params = "{\"name\":\"test_tool_with_progress\",\"_meta\":{\"progressToken\":\"p-1\"}}";
    FakeReply reply = bench.post(bench.openSession(), request(1, "tools/call", params));
    double last = -1;
    for (int i = 0; i < 3; i++) {
      JsonNode progress = reply.nextMessage().path("params");
      assertThat(progress.path("progressToken").asString()).isEqualTo("p-1");
      assertThat(progress.path("progress").asDouble()).isGreaterThan(last);
      last = progress.path("progress").asDouble();
    }
    assertThat(reply.nextMessage().has("result")).isTrue();
  }

  @Test
  void sendsNothingBesideTheAnswerToAClientThatTakesNoStream() throws InterruptedException {
    String session = bench.openSession();
    bench.post(session, request(1, "logging/setLevel", "{\"level\":\"debug\"}")).answered();
    FakeHeaders jsonOnly =
        FakeHeaders.in(session).without("Accept").with("Accept", "application/json");
    assertThat(bench.post(ANN, jsonOnly, call(2, "test_tool_with_logging", "{}")).answered().kind())
        .isEqualTo(Answer.Kind.OK);
    JsonNode asked =
        bench.post(ANN, jsonOnly, call(3, "test_elicitation", "{\"message\":\"?\"}")).body();
    assertThat(asked.path("error").path("data").path("code").asString())
        .isEqualTo("client_capability_missing");
  }

  @Test
  void aDetachedStreamGoesOnWhereTheClientComesBack() throws InterruptedException {
    String session = bench.openSession();
    FakeReply first = bench.post(session, call(1, "test_reconnection", "{}"));
    FakeReply.Event priming = first.next();
    first.awaitEnd();
    assertThat(first.hasNoEvent()).isTrue();
    FakeReply second =
        bench.listen(
            FakeHeaders.in(session).with("Last-Event-ID", Objects.requireNonNull(priming.id())));
    JsonNode answer = second.nextMessage();
    assertThat(answer.path("id").asInt()).isEqualTo(1);
    assertThat(answer.path("result").path("content").size()).isEqualTo(1);
    second.awaitEnd();
  }

  @Test
  void anOlderClientIsNotDetached() throws InterruptedException {
    FakeReply reply =
        bench.post(
            bench.openSession("2025-06-18", EraBench.FULL), call(1, "test_reconnection", "{}"));
    assertThat(reply.answered().kind()).isEqualTo(Answer.Kind.OK);
  }

  @Test
  void replaysWhatABrokenConnectionMissed() throws InterruptedException {
    String session = bench.openSession();
    FakeReply first = bench.post(session, call(1, "test_elicitation", "{\"message\":\"name?\"}"));
    first.next();
    FakeReply.Event question = first.next();
    first.hangUp();
    FakeReply second =
        bench.listen(
            FakeHeaders.in(session).with("Last-Event-ID", Objects.requireNonNull(question.id())));
    bench.post(session, EraBench.response(question.json(), "{\"action\":\"decline\"}")).answered();
    assertThat(second.nextMessage().path("id").asInt()).isEqualTo(1);
  }

  @Test
  void refusesALastEventIdItNeverGave() throws InterruptedException {
    String session = bench.openSession();
    for (String made : new String[] {"99-1", "x", "1-1-1", session}) {
      assertThat(
              bench.listen(FakeHeaders.in(session).with("Last-Event-ID", made)).answered().kind())
          .isEqualTo(Answer.Kind.BAD_REQUEST);
    }
  }

  @Test
  void hasOneListeningStreamPerSession() throws InterruptedException {
    String session = bench.openSession();
    FakeReply first = bench.listen(FakeHeaders.in(session));
    assertThat(first.streaming()).isTrue();
    assertThat(bench.listen(FakeHeaders.in(session)).answered().kind())
        .isEqualTo(Answer.Kind.CONFLICT);
    first.hangUp();
    assertThat(bench.listen(FakeHeaders.in(session)).streaming()).isTrue();
  }

  @Test
  void refusesToListenWithoutSessionOrWithoutAcceptingAStream() throws InterruptedException {
    assertThat(bench.listen(FakeHeaders.usual()).answered().kind())
        .isEqualTo(Answer.Kind.BAD_REQUEST);
    FakeHeaders jsonOnly =
        FakeHeaders.in(bench.openSession()).without("Accept").with("Accept", "application/json");
    assertThat(bench.listen(jsonOnly).answered().kind()).isEqualTo(Answer.Kind.BAD_REQUEST);
  }

  @Test
  void tellsListenersWhenListsChange() throws InterruptedException {
    String session = bench.openSession();
    FakeReply listening = bench.listen(FakeHeaders.in(session));
    bench.post(session, call(1, "test_trigger_tool_change", "{}")).answered();
    assertThat(listening.nextMessage().path("method").asString())
        .isEqualTo("notifications/tools/list_changed");
    bench.changes.announce(new Change.Prompts());
    assertThat(listening.nextMessage().path("method").asString())
        .isEqualTo("notifications/prompts/list_changed");
  }

  @Test
  void tellsListenersOnlyOfTheResourcesTheyWatch() throws InterruptedException {
    String session = bench.openSession();
    FakeReply listening = bench.listen(FakeHeaders.in(session));
    String watched = "{\"uri\":\"test://watched-resource\"}";
    bench.changes.announce(new Change.Updated("test://watched-resource"));
    assertThat(
            bench
                .post(session, request(1, "resources/subscribe", watched))
                .body()
                .path("result")
                .toString())
        .isEqualTo("{}");
    bench.changes.announce(new Change.Updated("test://other"));
    bench.changes.announce(new Change.Updated("test://watched-resource"));
    JsonNode updated = listening.nextMessage();
    assertThat(updated.path("method").asString()).isEqualTo("notifications/resources/updated");
    assertThat(updated.path("params").path("uri").asString()).isEqualTo("test://watched-resource");
    bench.post(session, request(2, "resources/unsubscribe", watched)).answered();
    bench.changes.announce(new Change.Updated("test://watched-resource"));
    bench.changes.announce(new Change.Resources());
    assertThat(listening.nextMessage().path("method").asString())
        .isEqualTo("notifications/resources/list_changed");
  }

  @Test
  void tellsListenersNothingOfWhatTheyMayNotReadAnyMore() throws InterruptedException {
    String session = bench.openSession();
    FakeReply listening = bench.listen(FakeHeaders.in(session));
    String watched = "{\"uri\":\"test://watched-resource\"}";
    bench.post(session, request(1, "resources/subscribe", watched)).answered();
    bench.gateway.govern(
        new AccessPolicy(Map.of(Role.ADMIN, List.of("prompts:list", "subscriptions"))),
        GatewaySettings.DEFAULTS);
    bench.changes.announce(new Change.Updated("test://watched-resource"));
    bench.changes.announce(new Change.Tools());
    bench.changes.announce(new Change.Prompts());
    assertThat(listening.nextMessage().path("method").asString())
        .isEqualTo("notifications/prompts/list_changed");
  }

  @Test
  void saysWhichResourceCannotBeWatched() throws InterruptedException {
    String nowhere = "{\"uri\":\"nowhere://at-all\"}";
    JsonNode error =
        bench
            .post(bench.openSession(), request(1, "resources/subscribe", nowhere))
            .body()
            .path("error");
    assertThat(error.path("code").asInt()).isEqualTo(-32002);
    assertThat(error.path("data").path("uri").asString()).isEqualTo("nowhere://at-all");
  }

  @Test
  void boundsHowManyResourcesASessionWatches() throws InterruptedException {
    String session = bench.openSession();
    JsonNode last = null;
    for (int i = 0; i <= Session.MOST_WATCHED; i++) {
      String uri = "{\"uri\":\"test://template/" + i + "/data\"}";
      last = bench.post(session, request(i, "resources/subscribe", uri)).body();
      assertThat(last.has("result")).isEqualTo(i < Session.MOST_WATCHED);
    }
    assertThat(last.path("error").path("data").path("code").asString()).isEqualTo("too_many_calls");
  }

  @Test
  void drainingEndsListenersAndTakesNoNewOnes() throws InterruptedException {
    String session = bench.openSession();
    FakeReply listening = bench.listen(FakeHeaders.in(session));
    bench.era.drain();
    assertThat(listening.ended()).isTrue();
    assertThat(bench.listen(FakeHeaders.in(session)).answered().kind())
        .isEqualTo(Answer.Kind.UNAVAILABLE);
    assertThat(
            bench.post(session, notification("notifications/initialized", "{}")).answered().kind())
        .isEqualTo(Answer.Kind.ACCEPTED);
  }
}
