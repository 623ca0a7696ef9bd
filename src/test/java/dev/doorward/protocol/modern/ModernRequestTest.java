package dev.doorward.protocol.modern;

import static dev.doorward.protocol.ProtocolRig.ALICE;
import static dev.doorward.protocol.ProtocolRig.VIEWER;
import static dev.doorward.protocol.ProtocolRig.headers;
import static dev.doorward.protocol.ProtocolRig.json;
import static dev.doorward.protocol.ProtocolRig.named;
import static dev.doorward.protocol.ProtocolRig.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.protocol.Answer;
import dev.doorward.protocol.GivenHeaders;
import dev.doorward.protocol.ProtocolRig;
import dev.doorward.protocol.RecordedReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What a modern request must say of itself, and what comes back.
class ModernRequestTest {
  private final ProtocolRig rig = new ProtocolRig();

  @Test
  void discoversVersionsCapabilitiesAndTheServer() {
    JsonNode result =
        result(rig.post(ALICE, headers("server/discover"), request("server/discover", "")));
    assertThat(result.at("/supportedVersions/0").asString()).isEqualTo("2026-07-28");
    assertThat(result.at("/capabilities/tools/listChanged").asBoolean()).isTrue();
    assertThat(result.at("/capabilities/resources/subscribe").asBoolean()).isTrue();
    assertThat(result.path("cacheScope").asString()).isEqualTo("public");
    assertThat(result.path("ttlMs").asInt()).isPositive();
    assertThat(result.path("instructions").asString()).isEqualTo("Be kind.");
    JsonNode server = result.path("_meta").path("io.modelcontextprotocol/serverInfo");
    assertThat(server.path("name").asString()).isEqualTo("doorward");
    assertThat(server.path("version").asString()).isEqualTo("0.1.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"_meta\":1}",
        "{\"_meta\":{\"io.modelcontextprotocol/clientCapabilities\":{}}}",
        "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":1,\"io.modelcontextprotocol/clientCapabilities\":{}}}",
        "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}"
      })
  void refusesARequestThatDoesNotSayWhatItMust(String params) {
    RecordedReply reply =
        rig.post(
            ALICE,
            headers("server/discover"),
            "{\"jsonrpc\":\"2.0\",\"id\":101,\"method\":\"server/discover\",\"params\":"
                + params
                + "}");
    assertError(reply, Answer.Kind.BAD_REQUEST, -32602, "invalid_params");
    assertThat(json(reply.body()).path("id").asInt()).isEqualTo(101);
  }

  @Test
  void namesTheVersionsItSpeaks() {
    String body = request("server/discover", "").replace("2026-07-28", "v999.0.0");
    RecordedReply reply =
        rig.post(
            ALICE,
            GivenHeaders.of("MCP-Protocol-Version", "v999.0.0", "Mcp-Method", "server/discover"),
            body);
    JsonNode error = assertError(reply, Answer.Kind.BAD_REQUEST, -32022, "unsupported_version");
    assertThat(error.at("/data/requested").asString()).isEqualTo("v999.0.0");
    assertThat(error.at("/data/supported/0").asString()).isEqualTo("2026-07-28");
  }

  @Test
  void findsHeadersThatDifferBeforeItJudgesTheVersion() {
    String body = request("server/discover", "").replace("2026-07-28", "v999.0.0");
    RecordedReply reply = rig.post(ALICE, headers("server/discover"), body);
    assertError(reply, Answer.Kind.BAD_REQUEST, -32020, "header_mismatch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "initialize",
        "ping",
        "logging/setLevel",
        "resources/subscribe",
        "resources/unsubscribe",
        "unknown/method"
      })
  void doesNotKnowMethodsOfTheLegacyEra(String method) {
    RecordedReply reply =
        rig.post(
            ALICE, headers(method), request(method, "\"level\":\"info\",\"uri\":\"test://x\""));
    assertError(reply, Answer.Kind.NOT_FOUND, -32601, "unknown_method");
  }

  @Test
  void saysWhichCapabilityAToolNeeds() {
    RecordedReply reply =
        rig.post(
            ALICE,
            headers("tools/call").add("Mcp-Name", "test_missing_capability"),
            request("tools/call", named("test_missing_capability", ""), "{}", ""));
    JsonNode error =
        assertError(reply, Answer.Kind.BAD_REQUEST, -32021, "client_capability_missing");
    assertThat(error.at("/data/requiredCapabilities")).isEqualTo(json("{\"sampling\":{}}"));
  }

  @Test
  void callsAToolWithoutArguments() {
    JsonNode result = result(rig.call("test_simple_text", ""));
    assertThat(result.path("resultType").asString()).isEqualTo("complete");
    assertThat(result.at("/content/0/text").asString())
        .isEqualTo("This is a simple text response for testing.");
    assertThat(result.has("isError")).isFalse();
    assertThat(result.path("_meta").has("io.modelcontextprotocol/serverInfo")).isTrue();
  }

  @Test
  void tellsTheModelWhatIsWrongWithItsArguments() {
    JsonNode result = result(rig.call("test_sampling", "\"arguments\":{}"));
    assertThat(result.path("isError").asBoolean()).isTrue();
    assertThat(result.at("/content/0/text").asString()).contains("prompt");
    assertThat(result.path("_meta").path("dev.doorward/code").asString())
        .isEqualTo("invalid_arguments");
  }

  @Test
  void answersAHiddenToolLikeOneThatDoesNotExist() {
    String hidden = "test_custom_headers";
    String absent = "no_such_tool_here_";
    RecordedReply one =
        rig.post(
            VIEWER,
            headers("tools/call").add("Mcp-Name", hidden),
            request("tools/call", named(hidden, "")));
    RecordedReply other =
        rig.post(
            VIEWER,
            headers("tools/call").add("Mcp-Name", absent),
            request("tools/call", named(absent, "")));
    assertError(one, Answer.Kind.OK, -32602, "unknown_tool");
    assertThat(one.body()).isEqualTo(other.body());
  }

  @Test
  void namesTheResourceThatIsNotThere() {
    String uri = "test://nonexistent-resource-for-conformance-testing";
    RecordedReply reply =
        rig.post(
            ALICE,
            headers("resources/read").add("Mcp-Name", uri),
            request("resources/read", "\"uri\":\"" + uri + "\""));
    JsonNode error = assertError(reply, Answer.Kind.OK, -32602, "unknown_resource");
    assertThat(error.at("/data/uri").asString()).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tools/list", "prompts/list", "resources/list", "resources/templates/list"})
  void listsArePrivateAndSayHowLongToKeepThem(String method) {
    JsonNode result = result(rig.post(ALICE, headers(method), request(method, "")));
    assertThat(result.path("cacheScope").asString()).isEqualTo("private");
    assertThat(result.path("ttlMs").isInt()).isTrue();
  }

  @Test
  void listsASchemaAsItWasWritten() {
    JsonNode tools =
        result(rig.post(ALICE, headers("tools/list"), request("tools/list", ""))).path("tools");
    JsonNode tool = null;
    for (JsonNode candidate : tools) {
      if (candidate.path("name").asString().equals("json_schema_2020_12_tool")) {
        tool = candidate;
      }
    }
    assertThat(tool).isNotNull();
    assertThat(tool.at("/inputSchema/$defs/address/$anchor").asString()).isEqualTo("addressDef");
    assertThat(tool.at("/inputSchema/additionalProperties").isBoolean()).isTrue();
  }

  @Test
  void completesAnArgument() {
    JsonNode result =
        result(
            rig.post(
                ALICE,
                headers("completion/complete"),
                request(
                    "completion/complete",
                    "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"test_prompt_with_arguments\"},"
                        + "\"argument\":{\"name\":\"arg1\",\"value\":\"par\"}")));
    assertThat(result.at("/completion/values/0").asString()).isEqualTo("paris");
  }

  @Test
  void refusesParamsOfTheWrongType() {
    RecordedReply reply =
        rig.post(ALICE, headers("tools/list"), request("tools/list", "\"cursor\":7"));
    assertError(reply, Answer.Kind.BAD_REQUEST, -32602, "invalid_params");
  }

  private static JsonNode result(RecordedReply reply) {
    assertThat(reply.answer().kind()).isEqualTo(Answer.Kind.OK);
    JsonNode answer = json(reply.body());
    assertThat(answer.path("id").asInt()).isEqualTo(7);
    assertThat(answer.has("error")).as(reply.body()).isFalse();
    return answer.path("result");
  }

  private static JsonNode assertError(
      RecordedReply reply, Answer.Kind kind, int code, String label) {
    JsonNode error = json(reply.body()).path("error");
    assertThat(error.path("code").asInt()).as(reply.body()).isEqualTo(code);
    assertThat(error.at("/data/code").asString()).isEqualTo(label);
    assertThat(reply.answer().kind()).isEqualTo(kind);
    return error;
  }
}
