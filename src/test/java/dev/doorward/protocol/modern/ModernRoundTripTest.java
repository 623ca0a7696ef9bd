package dev.doorward.protocol.modern;

import static dev.doorward.protocol.ProtocolRig.ALICE;
import static dev.doorward.protocol.ProtocolRig.BOB;
import static dev.doorward.protocol.ProtocolRig.headers;
import static dev.doorward.protocol.ProtocolRig.json;
import static dev.doorward.protocol.ProtocolRig.named;
import static dev.doorward.protocol.ProtocolRig.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.protocol.ProtocolRig;
import dev.doorward.protocol.RecordedReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Asking the client in several rounds, with nothing kept between them.
class ModernRoundTripTest {
  private static final String ALICES_NAME =
      "{\"action\":\"accept\",\"content\":{\"name\":\"Alice\"}}";

  private final ProtocolRig rig = new ProtocolRig();

  @Test
  void asksAndGoesOnWithTheAnswer() {
    JsonNode asked = result(rig.call("test_input_required_result_elicitation", ""));
    assertThat(asked.path("resultType").asString()).isEqualTo("input_required");
    JsonNode question = asked.at("/inputRequests/user_name");
    assertThat(question.path("method").asString()).isEqualTo("elicitation/create");
    assertThat(question.has("jsonrpc")).isFalse();
    assertThat(question.has("id")).isFalse();
    assertThat(asked.has("ttlMs")).isFalse();
    JsonNode done =
        result(
            rig.call(
                "test_input_required_result_elicitation",
                responses("\"user_name\":" + ALICES_NAME) + "," + state(asked)));
    assertThat(done.at("/content/0/text").asString()).isEqualTo("Hello, Alice!");
  }

  @Test
  void takesAnswersWithoutStateForTheFirstRound() {
    String more = responses("\"user_name\":" + ALICES_NAME + ",\"unexpected\":{\"x\":1}");
    JsonNode done = result(rig.call("test_input_required_result_elicitation", more));
    assertThat(done.path("resultType").asString()).isEqualTo("complete");
  }

  @Test
  void asksAgainForWhatIsMissing() {
    JsonNode again =
        result(rig.call("test_input_required_result_elicitation", responses("\"wrong_key\":{}")));
    assertThat(again.path("resultType").asString()).isEqualTo("input_required");
  }

  @Test
  void carriesEarlierAnswersInTheStateAlone() {
    String tool = "test_input_required_result_multi_round";
    JsonNode first = result(rig.call(tool, ""));
    JsonNode second =
        result(
            rig.call(
                tool,
                responses("\"step1\":{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}")
                    + ","
                    + state(first)));
    assertThat(second.path("inputRequests").propertyNames()).containsExactly("step2");
    assertThat(state(second)).isNotEqualTo(state(first));
    JsonNode done =
        result(
            rig.call(
                tool,
                responses("\"step2\":{\"action\":\"accept\",\"content\":{\"color\":\"blue\"}}")
                    + ","
                    + state(second)));
    assertThat(done.at("/content/0/text").asString())
        .isEqualTo("Multi-round complete for Ann who likes blue");
  }

  @Test
  void asksSeveralThingsInOneRound() {
    JsonNode asked = result(rig.call("test_input_required_result_multiple_inputs", ""));
    assertThat(asked.path("inputRequests").propertyNames())
        .containsExactlyInAnyOrder("user_name", "greeting", "client_roots");
    assertThat(asked.at("/inputRequests/client_roots"))
        .isEqualTo(json("{\"method\":\"roots/list\",\"params\":{}}"));
    assertThat(asked.at("/inputRequests/greeting/params/maxTokens").asInt()).isEqualTo(50);
  }

  @Test
  void asksOnlyWhatTheClientDeclared() {
    String tool = "test_input_required_result_capabilities";
    RecordedReply reply =
        rig.post(
            ALICE,
            headers("tools/call").add("Mcp-Name", tool),
            request("tools/call", named(tool, ""), "{\"sampling\":{}}", ""));
    JsonNode requests = result(reply).path("inputRequests");
    assertThat(requests.propertyNames()).containsExactly("sample_input");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"user_name\":12345}", "null", "[]", "7"})
  void refusesAnswersOfTheWrongShape(String responses) {
    RecordedReply reply =
        rig.call("test_input_required_result_elicitation", "\"inputResponses\":" + responses);
    assertThat(json(reply.body()).at("/error/code").asInt()).as(reply.body()).isEqualTo(-32602);
    assertThat(json(reply.body()).at("/error/data/code").asString()).isEqualTo("invalid_answers");
  }

  @Test
  void refusesStateThatIsAlteredOrSomebodyElses() {
    String tool = "test_input_required_result_tampered_state";
    JsonNode asked = result(rig.call(tool, ""));
    String state = asked.path("requestState").asString();
    String answers = responses("\"confirm\":{\"action\":\"accept\",\"content\":{\"ok\":true}}");
    RecordedReply altered =
        rig.call(tool, answers + ",\"requestState\":\"" + state + "-TAMPERED\"");
    assertThat(json(altered.body()).at("/error/code").asInt()).isEqualTo(-32602);
    RecordedReply foreign =
        rig.post(
            BOB,
            headers("tools/call").add("Mcp-Name", tool),
            request("tools/call", named(tool, answers + ",\"requestState\":\"" + state + "\"")));
    assertThat(json(foreign.body()).at("/error/code").asInt()).isEqualTo(-32602);
    assertThat(foreign.body()).isEqualTo(altered.body());
  }

  @Test
  void promptsMayAskToo() {
    String prompt = "test_input_required_result_prompt";
    RecordedReply reply =
        rig.post(
            ALICE,
            headers("prompts/get").add("Mcp-Name", prompt),
            request("prompts/get", named(prompt, "")));
    assertThat(result(reply).path("inputRequests").propertyNames()).containsExactly("user_context");
  }

  private static String responses(String fields) {
    return "\"inputResponses\":{" + fields + "}";
  }

  private static String state(JsonNode result) {
    return "\"requestState\":\"" + result.path("requestState").asString() + "\"";
  }

  private static JsonNode result(RecordedReply reply) {
    JsonNode answer = json(reply.body());
    assertThat(answer.has("result")).as(reply.body()).isTrue();
    return answer.path("result");
  }
}
