package dev.doorward.tools.conformance;

import dev.doorward.caller.Scope;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Effect;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A tool of the referee: what it is called, what it takes and what it does.
record FixtureTool(McpSchema.Tool definition, boolean blocking, Work work) implements Tool {
  private static final Set<Scope> SCOPES = Set.of(Scope.TOOLS_CALL);

  private static final Map<String, Object> NO_ARGUMENTS =
      Json.object("{\"type\": \"object\", \"properties\": {}}");

  /// What a fixture does when it is called.
  @FunctionalInterface
  interface Work {
    CallToolResult call(Arguments arguments, Call call) throws ToolFailure, InterruptedException;
  }

  /// A tool without arguments that answers at once.
  static Tool answering(String name, String description, Work work) {
    return new FixtureTool(definition(name, description, NO_ARGUMENTS), false, work);
  }

  /// A tool with arguments that answers at once.
  static Tool answering(String name, String description, String inputSchema, Work work) {
    return new FixtureTool(definition(name, description, Json.object(inputSchema)), false, work);
  }

  /// A tool without arguments that waits, for time or for its client.
  static Tool waiting(String name, String description, Work work) {
    return new FixtureTool(definition(name, description, NO_ARGUMENTS), true, work);
  }

  /// A tool with arguments that waits, for time or for its client.
  static Tool waiting(String name, String description, String inputSchema, Work work) {
    return new FixtureTool(definition(name, description, Json.object(inputSchema)), true, work);
  }

  private static McpSchema.Tool definition(
      String name, String description, Map<String, Object> inputSchema) {
    return McpSchema.Tool.builder(name, inputSchema).description(description).build();
  }

  static CallToolResult text(String text) {
    return content(TextContent.builder(text).build());
  }

  static CallToolResult content(Content... parts) {
    return CallToolResult.builder(List.of(parts)).build();
  }

  @Override
  public Effect effect() {
    return Effect.READS;
  }

  @Override
  public Set<Scope> scopes() {
    return SCOPES;
  }

  @Override
  public CallToolResult call(Arguments arguments, Call call)
      throws ToolFailure, InterruptedException {
    return work.call(arguments, call);
  }
}
