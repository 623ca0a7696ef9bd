package dev.doorward.transport.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(180)
class StdioDoorContractTest {
  private static final int BAD_LINES = 1_000;
  private static final int HUGE_EVERY = 20;
  private static final int HASTY_CALLS = 300;
  private static final Duration END = Duration.ofSeconds(2);
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":"init","method":"initialize","params":{"protocolVersion":"2025-11-25",\
      "capabilities":{"elicitation":{},"sampling":{}},"clientInfo":{"name":"test","version":"1"}}}""";

  @Test
  void answersEveryValidLineAmongAThousandBadOnes() throws Exception {
    try (ChildProcess child = ChildProcess.start()) {
      Thread writer = Thread.ofVirtual().start(() -> writeGoodAndBad(child.input()));
      BitSet answered = new BitSet();
      int errors = 0;
      while (answered.cardinality() < BAD_LINES) {
        JsonNode frame = child.next();
        if (frame.path("id").isInt()) {
          assertThat(frame.has("result")).as(frame.toString()).isTrue();
          answered.set(frame.path("id").asInt());
        } else if (frame.has("error")) {
          errors++;
        }
      }
      writer.join();
      assertThat(answered.nextClearBit(0)).isEqualTo(BAD_LINES);
      // All but the blank ones are answered too, the last of them before the last good one.
      assertThat(errors).isEqualTo(BAD_LINES - BAD_LINES / 4);
      assertThat(child.process().isAlive()).isTrue();
    }
  }

  @Test
  void keepsWhatOthersPrintOffTheStream() throws Exception {
    try (ChildProcess child = ChildProcess.start()) {
      child.send(INITIALIZE);
      assertThat(child.next().path("id").asString()).isEqualTo("init");
      child.send(call(1, "print", ""));
      assertThat(child.next().path("id").asInt()).isEqualTo(1);
      child.awaitError("printed before the door opened");
      child.awaitError("printed by a tool");
      assertThat(child.hasNoFrame()).isTrue();
    }
  }

  @Test
  void servesBothErasInOneProcess() throws Exception {
    try (ChildProcess child = ChildProcess.start()) {
      child.send(modern(1, "tools/list", ""));
      assertThat(child.next().path("result").path("resultType").asString()).isEqualTo("complete");
      child.send(INITIALIZE);
      assertThat(child.next().path("result").path("protocolVersion").asString())
          .isEqualTo("2025-11-25");
      child.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      child.send(call(2, "test_elicitation", "\"message\":\"Who?\""));
      JsonNode question = child.next();
      assertThat(question.path("method").asString()).isEqualTo("elicitation/create");
      child.send(
          "{\"jsonrpc\":\"2.0\",\"id\":"
              + question.path("id")
              + ",\"result\":{\"action\":\"decline\"}}");
      assertThat(child.next().path("id").asInt()).isEqualTo(2);
      child.send(modern(3, "tools/call", "\"name\":\"test_simple_text\","));
      assertThat(child.next().path("result").path("content").size()).isEqualTo(1);
    }
  }

  @Test
  void slowsAHastyClientDownInsteadOfRefusingItsCalls() throws Exception {
    try (ChildProcess child = ChildProcess.start()) {
      child.send(INITIALIZE);
      child.next();
      for (int i = 0; i < HASTY_CALLS; i++) {
        child.send(
            i % 2 == 0
                ? call(i, "test_tool_with_logging", "")
                : modern(i, "tools/call", "\"name\":\"test_tool_with_logging\","));
      }
      BitSet answered = new BitSet();
      while (answered.cardinality() < HASTY_CALLS) {
        JsonNode frame = child.next();
        assertThat(frame.has("result")).as(frame.toString()).isTrue();
        answered.set(frame.path("id").asInt());
      }
    }
  }

  @Test
  void endsSoonAfterTheEndOfInput() throws Exception {
    try (ChildProcess child = ChildProcess.start()) {
      child.send(INITIALIZE);
      child.next();
      child.send(call(1, "hang", ""));
      child.awaitError("hanging");
      child.input().close();
      assertEndsInTime(child);
      assertThat(child.process().exitValue()).isZero();
    }
  }

  @Test
  void endsSoonWhenItIsTold() throws Exception {
    try (ChildProcess child = ChildProcess.start()) {
      child.send(INITIALIZE);
      child.next();
      child.send(call(1, "hang", ""));
      child.awaitError("hanging");
      child.process().destroy();
      assertEndsInTime(child);
    }
  }

  @Test
  void endsWhenNobodyReadsItsOutput() throws Exception {
    try (ChildProcess child = ChildProcess.startDeaf()) {
      child.send(INITIALIZE);
      // Only its end is measured, not how long a busy machine takes to start it.
      try (BufferedReader answers = child.process().inputReader(UTF_8)) {
        assertThat(answers.readLine()).contains("serverInfo");
      }
      child.send(call(1, "print", ""));
      assertEndsInTime(child);
    }
  }

  @Test
  void endsThoughItsFullOutputIsNotRead() throws Exception {
    try (ChildProcess child = ChildProcess.startDeaf()) {
      Thread writer = Thread.ofVirtual().start(() -> writeManyRequests(child.input()));
      child.awaitError("printed before the door opened");
      // The writer stands still once both pipes are full.
      writer.join(Duration.ofSeconds(2));
      child.process().destroy();
      assertEndsInTime(child);
    }
  }

  private static void assertEndsInTime(ChildProcess child) throws InterruptedException {
    assertThat(child.process().waitFor(END.toMillis(), TimeUnit.MILLISECONDS))
        .as("ends within " + END)
        .isTrue();
  }

  private static void writeGoodAndBad(OutputStream out) {
    byte[] huge = new byte[2 * 1024 * 1024];
    Arrays.fill(huge, (byte) 'x');
    try {
      line(out, INITIALIZE.getBytes(UTF_8));
      for (int i = 0; i < BAD_LINES; i++) {
        line(out, bad(i, huge));
        line(out, good(i).getBytes(UTF_8));
      }
      out.flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bad(int i, byte[] huge) {
    return switch (i % 4) {
      case 0 -> "{\"jsonrpc\":\"2.0\",\"id\":".getBytes(UTF_8);
      case 1 -> "   \t ".getBytes(UTF_8);
      case 2 -> i % HUGE_EVERY == 2 ? huge : "[]".getBytes(UTF_8);
      default -> new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}', (byte) 0xFF};
    };
  }

  private static String good(int i) {
    return i % 2 == 0 ? call(i, "test_simple_text", "") : modern(i, "tools/list", "");
  }

  private static void writeManyRequests(OutputStream out) {
    try {
      for (int i = 0; i < 100_000; i++) {
        line(out, modern(i, "tools/list", "").getBytes(UTF_8));
      }
    } catch (IOException _) {
      // The process is gone, as it should be.
    }
  }

  private static void line(OutputStream out, byte[] line) throws IOException {
    out.write(line);
    out.write('\n');
  }

  private static String call(int id, String tool, String arguments) {
    return """
    {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":{%s}}}"""
        .formatted(id, tool, arguments);
  }

  private static String modern(int id, String method, String params) {
    return """
    {"jsonrpc":"2.0","id":%d,"method":"%s","params":{%s"_meta":{\
    "io.modelcontextprotocol/protocolVersion":"2026-07-28",\
    "io.modelcontextprotocol/clientCapabilities":{}}}}"""
        .formatted(id, method, params);
  }
}
