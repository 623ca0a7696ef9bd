package dev.doorward.protocol.modern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.CallerId;
import dev.doorward.gateway.Request;
import dev.doorward.protocol.ProtocolRig;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Sealed state opens only for whom, what and when it was made.
class StateSealTest {
  private static final CallerId ALICE = new CallerId("https://issuer.test", "alice");
  private static final byte[] OLD = filled(1);
  private static final byte[] NEW = filled(2);
  private static final RequestState STATE =
      new RequestState(
          Set.of("step2"),
          Map.of("step1", ProtocolRig.json("{\"action\":\"accept\"}")),
          Optional.of("note"));

  private Instant now = Instant.parse("2026-09-01T12:00:00Z");
  private final StateSeal seal = sealWith(NEW, OLD);

  @Test
  void opensForTheSameRequest() {
    String sealed =
        seal.seal(ALICE, call("t", "{\"a\":1,\"b\":[true,\"x\"]}"), STATE).orElseThrow();
    assertThat(sealed).matches("[A-Za-z0-9_-]+").doesNotContain("accept");
    assertThat(seal.open(ALICE, call("t", "{\"b\":[true,\"x\"],\"a\":1.0}"), sealed))
        .contains(STATE);
  }

  @Test
  void neverSealsTheSameBytesTwice() {
    Request request = call("t", "{}");
    assertThat(seal.seal(ALICE, request, STATE)).isNotEqualTo(seal.seal(ALICE, request, STATE));
  }

  @Test
  void staysShutForAnotherCallerToolMethodOrArguments() {
    String sealed = seal.seal(ALICE, call("t", "{\"a\":1}"), STATE).orElseThrow();
    assertThat(
            seal.open(new CallerId("https://issuer.test", "bob"), call("t", "{\"a\":1}"), sealed))
        .isEmpty();
    assertThat(
            seal.open(new CallerId("https://other.test", "alice"), call("t", "{\"a\":1}"), sealed))
        .isEmpty();
    assertThat(seal.open(ALICE, call("u", "{\"a\":1}"), sealed)).isEmpty();
    assertThat(seal.open(ALICE, call("t", "{\"a\":2}"), sealed)).isEmpty();
    assertThat(seal.open(ALICE, call("t", "{\"a\":\"1\"}"), sealed)).isEmpty();
    assertThat(seal.open(ALICE, new Request.GetPrompt("t", Map.of("a", "1")), sealed)).isEmpty();
    assertThat(seal.open(ALICE, new Request.ReadResource("t"), sealed)).isEmpty();
  }

  @Test
  void staysShutWhenAltered() {
    String sealed = seal.seal(ALICE, call("t", "{}"), STATE).orElseThrow();
    for (int i = 0; i < sealed.length() - 1; i++) {
      char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
      String altered = sealed.substring(0, i) + other + sealed.substring(i + 1);
      assertThat(seal.open(ALICE, call("t", "{}"), altered)).as("character %d", i).isEmpty();
    }
    for (String altered :
        List.of(
            "",
            "AQ",
            sealed + "-TAMPERED",
            sealed.substring(4),
            "no base64!",
            "A".repeat(200_000))) {
      assertThat(seal.open(ALICE, call("t", "{}"), altered)).isEmpty();
    }
  }

  @Test
  void staysShutAfterTenMinutes() {
    String sealed = seal.seal(ALICE, call("t", "{}"), STATE).orElseThrow();
    now = now.plus(Duration.ofMinutes(10).minusMillis(1));
    assertThat(seal.open(ALICE, call("t", "{}"), sealed)).isPresent();
    now = now.plusMillis(1);
    assertThat(seal.open(ALICE, call("t", "{}"), sealed)).isEmpty();
  }

  @Test
  void opensWhatAReplicaSealedWithTheKeyBefore() {
    Request request = call("t", "{}");
    String sealed = sealWith(OLD).seal(ALICE, request, STATE).orElseThrow();
    assertThat(seal.open(ALICE, request, sealed)).contains(STATE);
    assertThat(sealWith(filled(3)).open(ALICE, request, sealed)).isEmpty();
  }

  @Test
  void sealsNothingTooLargeToTravel() {
    RequestState large = new RequestState(Set.of(), Map.of(), Optional.of("x".repeat(70_000)));
    assertThat(seal.seal(ALICE, call("t", "{}"), large)).isEmpty();
  }

  private StateSeal sealWith(byte[]... secrets) {
    return new StateSeal(() -> List.of(secrets), () -> now);
  }

  private static Request call(String tool, String arguments) {
    JsonNode json = ProtocolRig.json(arguments);
    return new Request.CallTool(tool, (ObjectNode) json);
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
