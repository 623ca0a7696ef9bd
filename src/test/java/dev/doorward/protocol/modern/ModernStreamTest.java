package dev.doorward.protocol.modern;

import static dev.doorward.protocol.ProtocolRig.ALICE;
import static dev.doorward.protocol.ProtocolRig.headers;
import static dev.doorward.protocol.ProtocolRig.json;
import static dev.doorward.protocol.ProtocolRig.named;
import static dev.doorward.protocol.ProtocolRig.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.access.AccessPolicy;
import dev.doorward.caller.Role;
import dev.doorward.gateway.GatewaySettings;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.ProtocolRig;
import dev.doorward.protocol.RecordedReply;
import dev.doorward.service.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What goes out before or beside an answer.
class ModernStreamTest {
  private final ProtocolRig rig = new ProtocolRig();

  @Test
  void streamsProgressOnlyToWhoAskedForIt() {
    RecordedReply asked = call("test_tool_with_progress", ",\"progressToken\":\"p-1\"");
    List<Integer> seen = new ArrayList<>();
    JsonNode message = json(asked.event());
    while (message.has("method")) {
      assertThat(message.path("method").asString()).isEqualTo("notifications/progress");
      assertThat(message.at("/params/progressToken").asString()).isEqualTo("p-1");
      seen.add(message.at("/params/progress").asInt());
      message = json(asked.event());
    }
    assertThat(seen).containsExactly(0, 50, 100);
    assertThat(message.at("/result/content/0/text").asString()).isEqualTo("Progress reported");
    asked.awaitEnd();
    assertThat(asked.answered()).isFalse();
    assertThat(call("test_tool_with_progress", "").body()).contains("Progress reported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "{}", "null", "true", "LONG"})
  void refusesAProgressTokenItCouldNotRepeat(String token) {
    String given = token.replace("LONG", "\"" + "x".repeat(1_025) + "\"");
    RecordedReply reply = call("test_tool_with_progress", ",\"progressToken\":" + given);
    assertThat(json(reply.body()).at("/error/code").asInt()).isEqualTo(-32602);
  }

  @Test
  void logsOnlyFromTheLevelTheRequestNames() {
    RecordedReply quiet = call("test_logging_tool", "");
    assertThat(quiet.body()).contains("Logging evaluated");
    assertThat(call("test_logging_tool", ",\"io.modelcontextprotocol/logLevel\":\"error\"").body())
        .contains("Logging");
    RecordedReply loud =
        call("test_logging_tool", ",\"io.modelcontextprotocol/logLevel\":\"debug\"");
    JsonNode logged = json(loud.event());
    assertThat(logged.path("method").asString()).isEqualTo("notifications/message");
    assertThat(logged.at("/params/level").asString()).isEqualTo("info");
    assertThat(json(loud.event()).has("result")).isTrue();
  }

  @Test
  void sendsNothingMoreWhenTheClientHasGone() {
    RecordedReply reply = call("test_tool_with_progress", ",\"progressToken\":1");
    reply.event();
    reply.goAway();
    reply.awaitEnd();
    for (int waiting = reply.eventsWaiting(); waiting > 0; waiting--) {
      assertThat(json(reply.event()).has("result")).isFalse();
    }
  }

  @Test
  void acknowledgesASubscriptionFirstAndTellsOnlyWhatWasAskedFor() {
    RecordedReply stream = listen("{\"toolsListChanged\":true,\"promptsListChanged\":false}");
    JsonNode first = json(stream.event());
    assertThat(first.path("method").asString())
        .isEqualTo("notifications/subscriptions/acknowledged");
    assertThat(first.at("/params/notifications")).isEqualTo(json("{\"toolsListChanged\":true}"));
    assertThat(subscription(first)).isEqualTo(7);
    rig.changes.announce(new Change.Prompts());
    rig.changes.announce(new Change.Updated("test://watched-resource"));
    rig.call("test_trigger_tool_change", "").body();
    JsonNode second = json(stream.event());
    assertThat(second.path("method").asString()).isEqualTo("notifications/tools/list_changed");
    assertThat(subscription(second)).isEqualTo(7);
    assertThat(stream.eventsWaiting()).isZero();
  }

  @Test
  void tellsOfContentBehindAUri() {
    RecordedReply stream = listen("{\"resourceSubscriptions\":[\"test://watched-resource\"]}");
    assertThat(json(stream.event()).at("/params/notifications/resourceSubscriptions/0").asString())
        .isEqualTo("test://watched-resource");
    rig.changes.announce(new Change.Updated("test://other"));
    rig.changes.announce(new Change.Updated("test://watched-resource"));
    assertThat(json(stream.event()).at("/params/uri").asString())
        .isEqualTo("test://watched-resource");
  }

  @Test
  void endsSubscriptionsWithAResultWhenItDrainsAndOpensNoMore() {
    RecordedReply stream = listen("{\"toolsListChanged\":true}");
    stream.event();
    rig.engine.drain();
    JsonNode last = json(stream.event());
    assertThat(last.path("id").asInt()).isEqualTo(7);
    assertThat(last.at("/result/resultType").asString()).isEqualTo("complete");
    stream.awaitEnd();
    rig.changes.announce(new Change.Tools());
    assertThat(stream.eventsWaiting()).isZero();
    assertThat(listen("{\"toolsListChanged\":true}").answer().kind())
        .isEqualTo(Answer.Kind.UNAVAILABLE);
    assertThat(rig.legacySaw).containsExactly("drain");
  }

  @Test
  void holdsOnlySoManySubscriptionsOfOneCallerAndForgetsThoseThatLeft() {
    List<RecordedReply> open = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      open.add(listen("{\"toolsListChanged\":true}"));
    }
    assertThat(listen("{\"toolsListChanged\":true}").answer().kind())
        .isEqualTo(Answer.Kind.TOO_MANY_REQUESTS);
    open.getFirst().goAway();
    RecordedReply next = listen("{\"toolsListChanged\":true}");
    assertThat(json(next.event()).path("method").asString()).endsWith("acknowledged");
  }

  @Test
  void tellsNothingOfWhatTheCallerMayNotReadAnyMore() {
    RecordedReply stream =
        listen(
            "{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"test://watched-resource\"]}");
    stream.event();
    govern("tools:list", "subscriptions");
    rig.changes.announce(new Change.Updated("test://watched-resource"));
    rig.changes.announce(new Change.Tools());
    assertThat(json(stream.event()).path("method").asString())
        .isEqualTo("notifications/tools/list_changed");
    govern("resources:read:**", "subscriptions");
    rig.changes.announce(new Change.Tools());
    rig.changes.announce(new Change.Updated("test://watched-resource"));
    assertThat(json(stream.event()).path("method").asString())
        .isEqualTo("notifications/resources/updated");
  }

  @Test
  void endsTheSubscriptionOfWhoMayHaveNoneAnyMore() {
    RecordedReply stream = listen("{\"toolsListChanged\":true}");
    stream.event();
    govern("tools:list");
    rig.changes.announce(new Change.Tools());
    assertThat(json(stream.event()).at("/result/resultType").asString()).isEqualTo("complete");
    stream.awaitEnd();
  }

  private void govern(String... patterns) {
    rig.gateway.govern(
        new AccessPolicy(Map.of(Role.ADMIN, List.of(patterns))), GatewaySettings.DEFAULTS);
  }

  private RecordedReply listen(String filter) {
    return rig.post(
        ALICE,
        headers("subscriptions/listen"),
        request("subscriptions/listen", "\"notifications\":" + filter));
  }

  private RecordedReply call(String tool, String meta) {
    return rig.post(
        ALICE,
        headers("tools/call").add("Mcp-Name", tool),
        request("tools/call", named(tool, ""), "{\"elicitation\":{}}", meta));
  }

  private static int subscription(JsonNode message) {
    return message.at("/params/_meta").path("io.modelcontextprotocol/subscriptionId").asInt();
  }
}
