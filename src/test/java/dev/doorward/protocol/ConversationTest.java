package dev.doorward.protocol;

import static dev.doorward.protocol.ProtocolRig.ALICE;
import static dev.doorward.protocol.ProtocolRig.json;
import static dev.doorward.protocol.ProtocolRig.named;
import static dev.doorward.protocol.ProtocolRig.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Lines of both eras in one conversation.
class ConversationTest {
  private final ProtocolRig rig = new ProtocolRig();
  private final LinkedBlockingQueue<String> written = new LinkedBlockingQueue<>();
  private final LineConversation conversation =
      rig.engine.converse(
          ALICE, message -> written.add(new String(message, StandardCharsets.UTF_8)));

  @Test
  void everyLineFindsItsEra() throws InterruptedException {
    line(request("server/discover", ""));
    assertThat(next().at("/result/supportedVersions/0").asString()).isEqualTo("2026-07-28");
    line("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}");
    line("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    line("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    assertThat(rig.legacySaw).containsExactly("Request", "Notification", "Response");
  }

  @Test
  void answersBadLinesAndGoesOn() throws InterruptedException {
    line("nonsense");
    assertThat(next().at("/error/code").asInt()).isEqualTo(-32700);
    line("");
    assertThat(next().at("/error/code").asInt()).isEqualTo(-32700);
    conversation.line(new byte[] {(byte) 0xFF, 0, 1});
    assertThat(next().has("id")).isFalse();
    conversation.overlongLine();
    assertThat(next().at("/error/code").asInt()).isEqualTo(-32600);
    line(request("tools/call", named("test_simple_text", "")));
    assertThat(next().path("id").asInt()).isEqualTo(7);
  }

  @Test
  void needsNoHeadersForParameters() throws InterruptedException {
    line(request("tools/call", named("test_custom_headers", "\"arguments\":{\"region\":\"eu\"}")));
    assertThat(next().at("/result/content/0/text").asString()).isEqualTo("region=eu");
  }

  @Test
  void writesNothingForARequestThatWasCancelled() throws InterruptedException {
    line(request("tools/call", named("test_tool_with_progress", ""), "{}", ",\"progressToken\":1"));
    assertThat(next().at("/params/progressToken").asInt()).isEqualTo(1);
    line(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}");
    line(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":8}}");
    conversation.close(Duration.ofSeconds(5));
    assertThat(written).noneMatch(message -> message.contains("\"result\""));
    assertThat(rig.legacySaw).containsExactly("Notification", "close");
  }

  @Test
  void refusesAnIdThatIsStillWaitingForItsAnswer() throws InterruptedException {
    line(listen());
    next();
    line(listen());
    assertThat(next().at("/error/code").asInt()).isEqualTo(-32600);
  }

  @Test
  void endsWithoutWaitingForSubscriptions() throws InterruptedException {
    line(listen());
    assertThat(next().path("method").asString()).endsWith("acknowledged");
    long start = System.nanoTime();
    conversation.close(Duration.ofSeconds(30));
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
    assertThat(rig.legacySaw).containsExactly("close");
  }

  private static String listen() {
    return request("subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}");
  }

  private void line(String text) {
    conversation.line(text.replace("\n", "").getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode next() throws InterruptedException {
    String message = written.poll(10, TimeUnit.SECONDS);
    assertThat(message).as("a message").isNotNull().doesNotContain("\n");
    return json(message);
  }
}
