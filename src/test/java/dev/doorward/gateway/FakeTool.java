package dev.doorward.gateway;

import dev.doorward.caller.Scope;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Effect;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A tool that takes one number from 1 to 9 and does what it was told; it counts its runs.
final class FakeTool implements Tool {
  interface Body {
    String run(Arguments arguments, Call call) throws ToolFailure, InterruptedException;
  }

  final AtomicInteger runs = new AtomicInteger();
  private final McpSchema.Tool definition;
  private final Effect effect;
  private final boolean blocking;
  private final Body body;

  FakeTool(String name, Effect effect, boolean blocking, Body body) {
    this.definition =
        McpSchema.Tool.builder(
                name,
                Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of("count", Map.of("type", "integer", "minimum", 1, "maximum", 9)),
                    "additionalProperties",
                    false))
            .description("A tool for tests.")
            .build();
    this.effect = effect;
    this.blocking = blocking;
    this.body = body;
  }

  static FakeTool reading(String name, Body body) {
    return new FakeTool(name, Effect.READS, false, body);
  }

  static FakeTool waiting(String name, Body body) {
    return new FakeTool(name, Effect.READS, true, body);
  }

  @Override
  public McpSchema.Tool definition() {
    return definition;
  }

  @Override
  public Effect effect() {
    return effect;
  }

  @Override
  public Set<Scope> scopes() {
    return effect == Effect.READS
        ? Set.of(Scope.TOOLS_CALL)
        : Set.of(Scope.TOOLS_CALL, Scope.TOOLS_WRITE);
  }

  @Override
  public boolean blocking() {
    return blocking;
  }

  @Override
  public CallToolResult call(Arguments arguments, Call call)
      throws ToolFailure, InterruptedException {
    runs.incrementAndGet();
    return new CallToolResult(
        List.of(TextContent.builder(body.run(arguments, call)).build()), false, null, null);
  }
}
