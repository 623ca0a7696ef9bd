package dev.doorward.protocol.modern;

import static dev.doorward.protocol.ProtocolRig.ALICE;
import static dev.doorward.protocol.ProtocolRig.headers;
import static dev.doorward.protocol.ProtocolRig.json;
import static dev.doorward.protocol.ProtocolRig.named;
import static dev.doorward.protocol.ProtocolRig.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.protocol.Answer;
import dev.doorward.protocol.GivenHeaders;
import dev.doorward.protocol.ProtocolRig;
import dev.doorward.protocol.RecordedReply;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of mirrored headers: which pass, which are refused.
class ModernHeadersTest {
  private final ProtocolRig rig = new ProtocolRig();

  static Stream<GivenHeaders> wrong() {
    return Stream.of(
        called(),
        called().add("Mcp-Name", "other"),
        called().add("Mcp-Name", "TEST_SIMPLE_TEXT"),
        called().add("Mcp-Name", "test_simple_text").add("Mcp-Name", "test_simple_text"),
        called().add("Mcp-Name", "test_simple_text\u00E4"),
        called().add("Mcp-Name", "test_simple_text\u0007"),
        called().add("Mcp-Name", "=?base64?dGVzdF9zaW1wbGVfdGV4dA?="),
        called().without("Mcp-Method").add("Mcp-Name", "test_simple_text"),
        called()
            .without("Mcp-Method")
            .add("Mcp-Method", "TOOLS/CALL")
            .add("Mcp-Name", "test_simple_text"),
        called()
            .without("Mcp-Method")
            .add("Mcp-Method", "prompts/list")
            .add("Mcp-Name", "test_simple_text"),
        called().add("Mcp-Method", "tools/call").add("Mcp-Name", "test_simple_text"),
        called().without("MCP-Protocol-Version").add("Mcp-Name", "test_simple_text"),
        called().add("MCP-Protocol-Version", "2026-07-28").add("Mcp-Name", "test_simple_text"),
        called()
            .without("MCP-Protocol-Version")
            .add("MCP-Protocol-Version", "2026-07-29")
            .add("Mcp-Name", "test_simple_text"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refusesHeadersThatAreMissingRepeatedOrDifferent(GivenHeaders headers) {
    assertMismatch(rig.post(ALICE, headers, request("tools/call", named("test_simple_text", ""))));
  }

  @ParameterizedTest
  @CsvSource({
    "Mcp-Name, test_simple_text",
    "MCP-NAME, test_simple_text",
    "mcp-name, '  test_simple_text\t'",
    "Mcp-Name, =?base64?dGVzdF9zaW1wbGVfdGV4dA==?="
  })
  void takesTheNameInEveryAllowedSpelling(String header, String value) {
    assertCalled(
        rig.post(
            ALICE,
            called().add(header, value),
            request("tools/call", named("test_simple_text", ""))));
  }

  @ParameterizedTest
  @CsvSource({
    "Hello, =?base64?SGVsbG8=?=, true",
    "Hello, Hello, true",
    "SGVsbG8=, SGVsbG8=, true",
    "=?base64?SGVsbG8=, =?base64?SGVsbG8=, true",
    "=?base64?=, =?base64?=, true",
    "Hello, =?BASE64?SGVsbG8=?=, false",
    "Hello, =?base64?SGVsbG8?=, false",
    "Hello, =?base64?SGVs!!!bG8=?=, false",
    "Hello, =?base64?SGVsbG9=?=, false",
    "Hello, hello, false",
    "'', '', true",
    "Hello, '', false"
  })
  void comparesATextParameterWithItsHeader(String argument, String header, boolean same) {
    RecordedReply reply =
        rig.post(
            ALICE,
            called().add("Mcp-Name", "test_custom_headers").add("Mcp-Param-Region", header),
            arguments("{\"region\":\"" + argument + "\"}"));
    if (same) {
      assertCalled(reply);
    } else {
      assertMismatch(reply);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Mcp-Param-Priority, 42, 42, true",
    "Mcp-Param-Priority, 42, 42.0, true",
    "Mcp-Param-Priority, 42, 43, false",
    "Mcp-Param-Priority, 42, fortytwo, false",
    "Mcp-Param-Verbose, true, true, true",
    "Mcp-Param-Verbose, true, True, false",
  })
  void comparesNumbersByValueAndTruthByWord(
      String header, String argument, String value, boolean same) {
    String name = header.substring("Mcp-Param-".length()).toLowerCase(java.util.Locale.ROOT);
    RecordedReply reply =
        rig.post(
            ALICE,
            called()
                .add("Mcp-Name", "test_custom_headers")
                .add("Mcp-Param-Region", "r")
                .add(header, value),
            arguments("{\"region\":\"r\",\"" + name + "\":" + argument + "}"));
    if (same) {
      assertCalled(reply);
    } else {
      assertMismatch(reply);
    }
  }

  @Test
  void expectsAHeaderExactlyWhenTheArgumentIsThere() {
    GivenHeaders named = called().add("Mcp-Name", "test_custom_headers");
    assertMismatch(rig.post(ALICE, named, arguments("{\"region\":\"test-value\"}")));
    named.add("Mcp-Param-Region", "r");
    assertCalled(rig.post(ALICE, named, arguments("{\"region\":\"r\"}")));
    assertMismatch(
        rig.post(ALICE, named.add("Mcp-Param-Priority", "1"), arguments("{\"region\":\"r\"}")));
  }

  private static GivenHeaders called() {
    return headers("tools/call");
  }

  private static String arguments(String arguments) {
    return request("tools/call", named("test_custom_headers", "\"arguments\":" + arguments));
  }

  private static void assertCalled(RecordedReply reply) {
    assertThat(json(reply.body()).has("result")).as(reply.body()).isTrue();
  }

  private static void assertMismatch(RecordedReply reply) {
    assertThat(reply.answer().kind()).as(reply.body()).isEqualTo(Answer.Kind.BAD_REQUEST);
    assertThat(json(reply.body()).at("/error/code").asInt()).isEqualTo(-32020);
    assertThat(json(reply.body()).path("id").asInt()).isEqualTo(7);
  }
}
