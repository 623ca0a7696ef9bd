package dev.doorward.protocol;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.doorward.protocol.wire.MessageReader;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/// Whatever a client sends: it gets one answer, and never the news of a bug.
class EngineFuzz {
  private static final int INTERNAL = -32603;

  private final ProtocolRig rig = new ProtocolRig();

  @FuzzTest(maxDuration = "2m")
  void answersAnyBody(byte[] body) {
    RecordedReply reply = new RecordedReply();
    rig.engine.post(
        ProtocolRig.ALICE, GivenHeaders.of("MCP-Protocol-Version", "2026-07-28"), body, reply);
    check(reply);
  }

  @FuzzTest(maxDuration = "2m")
  void answersAnyUri(FuzzedDataProvider fuzz) {
    String method = fuzz.pickValue(new String[] {"resources/read", "resources/directory/read"});
    String uri = fuzz.consumeRemainingAsString();
    StringBuilder escaped = new StringBuilder();
    uri.chars()
        .forEach(c -> escaped.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1)));
    GivenHeaders headers = ProtocolRig.headers(method);
    boolean sendable = uri.chars().allMatch(c -> c > ' ' && c <= '~');
    RecordedReply reply =
        rig.post(
            ProtocolRig.ALICE,
            sendable ? headers.add("Mcp-Name", uri) : headers,
            ProtocolRig.request(method, "\"uri\":\"" + escaped + "\""));
    check(reply);
  }

  private static void check(RecordedReply reply) {
    byte[] body = reply.answer().body();
    if (body.length == 0) {
      return;
    }
    JsonNode error = MessageReader.readObject(body).orElseThrow().path("error");
    if (error.path("code").asInt(0) == INTERNAL
        || error.path("message").asString("").contains("Exception")) {
      throw new AssertionError("a bug: " + new String(body, StandardCharsets.UTF_8));
    }
  }
}
