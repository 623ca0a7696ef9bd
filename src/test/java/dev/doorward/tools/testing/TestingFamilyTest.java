package dev.doorward.tools.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.service.Arguments;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import dev.doorward.tools.OutputCheck;
import dev.doorward.tools.QuietCall;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The aids by themselves; that they work over both doors is the contract test's.
final class TestingFamilyTest {
  private static Tool tool(String name) {
    return TestingFamily.toolset().tools().stream()
        .filter(tool -> tool.definition().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static CallToolResult call(String name, Map<String, ?> arguments)
      throws ToolFailure, InterruptedException {
    ObjectNode json = (ObjectNode) JsonMapper.shared().<JsonNode>valueToTree(arguments);
    return tool(name).call(new Arguments(json), QuietCall.ALLOWED);
  }

  private static String text(CallToolResult result) {
    return ((TextContent) result.content().getFirst()).text();
  }

  @Test
  void everyNameSaysWhereItIsFrom() {
    assertThat(TestingFamily.toolset().tools())
        .hasSize(10)
        .allMatch(tool -> tool.definition().name().startsWith("testing_"));
  }

  @Test
  void failsInEveryWay() throws Exception {
    assertThat(call("testing_fail", Map.of()).isError()).isTrue();
    assertThatThrownBy(() -> call("testing_fail", Map.of("how", "refusal")))
        .isInstanceOf(ToolFailure.class);
    assertThatThrownBy(() -> call("testing_fail", Map.of("how", "fault")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void takesNoLongerThanItMay() throws Exception {
    assertThat(text(call("testing_slow", Map.of("millis", 1)))).isEqualTo("waited 1 ms");
    assertThat(text(call("testing_progress", Map.of("steps", 3, "interval_millis", 0))))
        .isEqualTo("reported 3 steps");
    assertThatThrownBy(() -> call("testing_progress", Map.of("steps", 100, "interval_millis", 201)))
        .isInstanceOf(ToolFailure.class);
    assertThat(call("testing_wait", Map.of("millis", 1)).isError()).isTrue();
    assertThat(text(call("testing_cancelled", Map.of()))).isEqualTo("0");
  }

  @Test
  void answersWithExactlyAsMuchAsWasAskedFor() throws Exception {
    assertThat(text(call("testing_large", Map.of("bytes", 1)))).hasSize(1);
    assertThat(text(call("testing_large", Map.of("bytes", 1_048_576))))
        .hasSize(1_048_576)
        .startsWith("1\n2\n3\n");
  }

  @Test
  void hasEveryKindOfContent() throws Exception {
    List<Content> all = call("testing_content", Map.of()).content();
    assertThat(all)
        .extracting(Content::type)
        .containsExactly("text", "image", "audio", "resource", "resource", "resource_link");
    assertThat(call("testing_content", Map.of("kind", "audio")).content()).hasSize(1);
  }

  @Test
  void keepsToTheOutputSchemasItPublishes() throws Exception {
    OutputCheck.checked(tool("testing_structured"), call("testing_structured", Map.of()));
    JsonNode texts =
        OutputCheck.checked(
                tool("testing_unicode"), call("testing_unicode", Map.of("text", "\uD834\uDD1E")))
            .get("texts");
    JsonNode own = texts.get(texts.size() - 1);
    assertThat(own.get("code_points").asInt()).isEqualTo(1);
    assertThat(own.get("utf16_units").asInt()).isEqualTo(2);
    assertThat(own.get("utf8_bytes").asInt()).isEqualTo(4);
  }
}
