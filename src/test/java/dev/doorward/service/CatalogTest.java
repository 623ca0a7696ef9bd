package dev.doorward.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.caller.Scope;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class CatalogTest {
  private record Named(
      McpSchema.Tool definition, String permission, Effect effect, Set<Scope> scopes)
      implements Tool {
    static Named of(String name, Map<String, Object> schema) {
      return declaring(name, schema, "tools:call:" + name, Effect.READS, Scope.TOOLS_CALL);
    }

    static Named declaring(String permission, Effect effect, Scope... scopes) {
      return declaring("a", Map.of(), permission, effect, scopes);
    }

    private static Named declaring(
        String name,
        Map<String, Object> schema,
        String permission,
        Effect effect,
        Scope... scopes) {
      return new Named(
          McpSchema.Tool.builder(name, schema).description("x").build(),
          permission,
          effect,
          Set.of(scopes));
    }

    @Override
    public boolean blocking() {
      return false;
    }

    @Override
    public CallToolResult call(Arguments arguments, Call call) {
      throw new UnsupportedOperationException("not run here");
    }
  }

  private static Catalog of(Tool... tools) {
    return new Catalog(List.of(Toolset.ofTools("family", List.of(tools))));
  }

  private static List<String> problems(Map<String, Object> schema, String arguments) {
    Tool tool = Named.of("tool", schema);
    return of(tool).argumentProblems(tool, JsonMapper.shared().readTree(arguments));
  }

  @Test
  void sortsToolsByName() {
    Catalog catalog = of(Named.of("b", Map.of()), Named.of("a", Map.of()));
    assertThat(catalog.tools())
        .extracting(tool -> tool.definition().name())
        .containsExactly("a", "b");
  }

  @Test
  void refusesDoubledBadAndUnguardedTools() {
    assertThatThrownBy(() -> of(Named.of("a", Map.of()), Named.of("a", Map.of())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(Named.of("a b", Map.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesToolsThatDoNotDeclareWhatTheyNeed() {
    assertThatThrownBy(() -> of(Named.declaring("", Effect.READS, Scope.TOOLS_CALL)))
        .hasMessage("toolset family: tool a declares no permission");
    assertThatThrownBy(() -> of(Named.declaring("files:read", Effect.READS, Scope.TOOLS_CALL)))
        .hasMessage("toolset family: tool a declares a permission that is not tools:call:…");
    assertThatThrownBy(() -> of(Named.declaring("tools:call:a", Effect.READS)))
        .hasMessage("toolset family: tool a declares no scopes");
    assertThatThrownBy(() -> of(Named.declaring("tools:call:a", Effect.READS, Scope.TOOLS_READ)))
        .hasMessage("toolset family: tool a declares scopes without mcp:tools.call");
    assertThatThrownBy(
            () ->
                of(
                    Named.declaring(
                        "tools:call:a",
                        Effect.READS,
                        Scope.TOOLS_CALL,
                        new Scope("mcp:tools.readall"))))
        .hasMessage("toolset family: tool a declares the unknown scope mcp:tools.readall");
    assertThatThrownBy(() -> of(Named.declaring("tools:call:a", Effect.WRITES, Scope.TOOLS_CALL)))
        .hasMessage(
            "toolset family: tool a declares that it writes, but not the scope mcp:tools.write");
  }

  @Test
  void namesThePlaceAndTheProblem() {
    Map<String, Object> schema =
        Map.of(
            "type",
            "object",
            "properties",
            Map.of("count", Map.of("type", "integer", "maximum", 10)));
    assertThat(problems(schema, "{\"count\":11}"))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("count").contains("10"));
    assertThat(problems(schema, "{\"count\":10}")).isEmpty();
  }

  @Test
  void matchesPatternsInLinearTime() {
    Map<String, Object> schema =
        Map.of(
            "type",
            "object",
            "properties",
            Map.of("text", Map.of("type", "string", "pattern", "^(a+)+$")));
    // A backtracking engine would not come back from this.
    assertThat(problems(schema, "{\"text\":\"" + "a".repeat(5_000) + "!\"}")).hasSize(1);
    assertThat(problems(schema, "{\"text\":\"aaa\"}")).isEmpty();
  }

  @Test
  void fetchesNoReferenceFromElsewhere() {
    Map<String, Object> schema =
        Map.of(
            "type",
            "object",
            "properties",
            Map.of("a", Map.of("$ref", "http://127.0.0.1:9/schema.json")));
    assertThatThrownBy(() -> problems(schema, "{\"a\":1}")).isInstanceOf(RuntimeException.class);
  }
}
