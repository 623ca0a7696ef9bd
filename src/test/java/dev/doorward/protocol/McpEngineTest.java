package dev.doorward.protocol;

import static dev.doorward.protocol.ProtocolRig.ALICE;
import static dev.doorward.protocol.ProtocolRig.headers;
import static dev.doorward.protocol.ProtocolRig.json;
import static dev.doorward.protocol.ProtocolRig.request;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Which era a message belongs to, and what is refused before that is known.
class McpEngineTest {
  private static final String LEGACY_CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"x\",\"_meta\":{\"progressToken\":1}}}";

  private final ProtocolRig rig = new ProtocolRig();

  @Test
  void metadataWithAVersionMakesAMessageModernWhateverTheHeaderSays() {
    RecordedReply reply =
        rig.post(ALICE, GivenHeaders.of("MCP-Protocol-Version", "2025-11-25"), request("ping", ""));
    assertThat(json(reply.body()).at("/error/code").asInt()).isEqualTo(-32020);
    assertThat(rig.legacySaw).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-07-28", "2027-01-01", "v999.0.0"})
  void aModernVersionHeaderMakesAMessageModern(String version) {
    RecordedReply reply =
        rig.post(ALICE, GivenHeaders.of("MCP-Protocol-Version", version), LEGACY_CALL);
    assertThat(reply.answer().kind()).isEqualTo(Answer.Kind.BAD_REQUEST);
    assertThat(json(reply.body()).at("/error/code").asInt()).isEqualTo(-32602);
    assertThat(json(reply.body()).path("id").asInt()).isEqualTo(1);
    assertThat(rig.legacySaw).isEmpty();
  }

  @Test
  void everythingElseIsLegacy() {
    rig.post(ALICE, GivenHeaders.of(), LEGACY_CALL);
    rig.post(ALICE, GivenHeaders.of("MCP-Protocol-Version", "2025-11-25"), LEGACY_CALL);
    rig.post(
        ALICE, GivenHeaders.of(), "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    rig.post(ALICE, GivenHeaders.of(), "{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{}}");
    assertThat(rig.legacySaw).containsExactly("Request", "Request", "Notification", "Response");
  }

  @Test
  void mirroredHeadersOfALegacyRequestAreComparedWhenTheyAreThere() {
    rig.post(ALICE, GivenHeaders.of("Mcp-Method", "tools/call", "Mcp-Name", "x"), LEGACY_CALL);
    assertThat(rig.legacySaw).containsExactly("Request");
    RecordedReply reply = rig.post(ALICE, GivenHeaders.of("Mcp-Method", "tools/list"), LEGACY_CALL);
    assertThat(reply.answer().kind()).isEqualTo(Answer.Kind.BAD_REQUEST);
    assertThat(rig.legacySaw).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json|-32700",
        "''|-32700",
        "[]|-32600",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}|-32600",
        "{\"id\":1,\"method\":\"ping\"}|-32600"
      })
  void answersWhatIsNoMessageItself(String body, int code) {
    RecordedReply reply = rig.post(ALICE, GivenHeaders.of(), body);
    assertThat(reply.answer().kind()).isEqualTo(Answer.Kind.BAD_REQUEST);
    JsonNode answer = json(reply.body());
    assertThat(answer.at("/error/code").asInt()).isEqualTo(code);
    assertThat(answer.at("/error/data/code").asString()).matches("parse_error|invalid_request");
    assertThat(rig.legacySaw).isEmpty();
  }

  @Test
  void streamsAndEndsAreNoModernThing() {
    RecordedReply get = new RecordedReply();
    rig.engine.listen(ALICE, headers("x"), get);
    RecordedReply delete = new RecordedReply();
    rig.engine.end(ALICE, headers("x"), delete);
    assertThat(get.answer().kind()).isEqualTo(Answer.Kind.METHOD_NOT_ALLOWED);
    assertThat(delete.answer().kind()).isEqualTo(Answer.Kind.METHOD_NOT_ALLOWED);
    rig.engine.listen(ALICE, GivenHeaders.of(), new RecordedReply());
    rig.engine.end(ALICE, GivenHeaders.of(), new RecordedReply());
    assertThat(rig.legacySaw).containsExactly("listen", "end");
  }

  @Test
  void takesModernNotificationsAndRefusesModernResponses() {
    RecordedReply notified =
        rig.post(
            ALICE, headers("x"), "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/anything\"}");
    assertThat(notified.answer().kind()).isEqualTo(Answer.Kind.ACCEPTED);
    assertThat(notified.answer().body()).isEmpty();
    RecordedReply answered =
        rig.post(ALICE, headers("x"), "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    assertThat(answered.answer().kind()).isEqualTo(Answer.Kind.BAD_REQUEST);
  }
}
