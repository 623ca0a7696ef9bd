package dev.doorward.tools.diagnostics;

import static dev.doorward.tools.OutputCheck.checked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.service.Arguments;
import dev.doorward.service.Tool;
import dev.doorward.service.Toolset;
import dev.doorward.tools.QuietCall;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class DiagnosticsFamilyTest {
  private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");
  private static final InstantSource CLOCK = InstantSource.fixed(STARTED.plusSeconds(90));
  private static final ServerFacts FACTS =
      new ServerFacts("1.2.3", "abc123", STARTED, List.of("workspace", "diagnostics"));
  private static final Toolset TOOLSET =
      DiagnosticsFamily.toolset(FACTS, CLOCK, () -> new Random(7));

  @Test
  void everyToolOnlyReadsAndSaysSo() {
    assertThat(TOOLSET.tools())
        .allSatisfy(tool -> assertThat(tool.definition().annotations().readOnlyHint()).isTrue())
        .allSatisfy(tool -> assertThat(tool.definition().description()).isNotBlank());
  }

  @Test
  void echoesWithoutBlocking() throws Exception {
    Tool echo = tool("echo");
    assertThat(echo.blocking()).isFalse();
    for (String message : List.of("", "hello", "grüße 😀\n\u0000")) {
      CallToolResult result = echo.call(message(message), QuietCall.ALLOWED);
      assertThat(((TextContent) result.content().getFirst()).text()).isEqualTo(message);
      assertThat(checked(echo, result).get("message").stringValue()).isEqualTo(message);
    }
    assertThat(checked(echo, echo.call(message("a😀"), QuietCall.ALLOWED)).get("length").intValue())
        .isEqualTo(2);
  }

  @Test
  void makesUpRecordsOfEveryTypeThatFollowTheSchema() throws Exception {
    var types = new TreeSet<String>();
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Tool tool = new RandomRecords(CLOCK, () -> random, _ -> {});
      JsonNode answer = checked(tool, tool.call(count(10, false), QuietCall.ALLOWED));
      assertThat(answer.get("records")).hasSize(10);
      assertThat(answer.get("delay_millis").intValue()).isZero();
      answer.get("records").forEach(each -> types.add(each.get("type").stringValue()));
    }
    assertThat(types).containsExactly("metric", "process", "server");
  }

  @Test
  void makesUpTheSameFromTheSameSource() throws Exception {
    Tool tool = tool("get_random_data");
    assertThat(tool.call(count(3, false), QuietCall.ALLOWED))
        .isEqualTo(tool.call(count(3, false), QuietCall.ALLOWED));
  }

  @Test
  void waitsOnlyWhenAskedTo() throws Exception {
    List<Duration> waited = new ArrayList<>();
    Tool tool = new RandomRecords(CLOCK, () -> new Random(1), waited::add);
    tool.call(count(1, false), QuietCall.ALLOWED);
    assertThat(waited).isEmpty();
    JsonNode answer = checked(tool, tool.call(count(1, true), QuietCall.ALLOWED));
    assertThat(waited).hasSize(1);
    assertThat(waited.getFirst()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(1));
    assertThat(answer.get("delay_millis").longValue()).isEqualTo(waited.getFirst().toMillis());
  }

  @Test
  void requiresACountInRange() {
    JsonNode schema =
        JsonMapper.shared().valueToTree(tool("get_random_data").definition().inputSchema());
    assertThat(schema.at("/properties/count/minimum").intValue()).isEqualTo(1);
    assertThat(schema.at("/properties/count/maximum").intValue()).isEqualTo(10);
    assertThat(schema.get("required")).hasSize(1);
  }

  @Test
  void tellsAboutTheServer() throws Exception {
    Tool status = tool("server_status");
    JsonNode answer =
        checked(
            status,
            status.call(new Arguments(JsonNodeFactory.instance.objectNode()), QuietCall.ALLOWED));
    assertThat(answer.get("version").stringValue()).isEqualTo("1.2.3");
    assertThat(answer.get("build_id").stringValue()).isEqualTo("abc123");
    assertThat(answer.get("uptime_seconds").intValue()).isEqualTo(90);
    assertThat(answer.get("toolsets")).hasToString("[\"diagnostics\",\"workspace\"]");
  }

  private static Tool tool(String name) {
    return TOOLSET.tools().stream()
        .filter(each -> each.definition().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Arguments message(String message) {
    return new Arguments(JsonNodeFactory.instance.objectNode().put("message", message));
  }

  private static Arguments count(int count, boolean delay) {
    return new Arguments(
        JsonNodeFactory.instance.objectNode().put("count", count).put("include_delay", delay));
  }
}
