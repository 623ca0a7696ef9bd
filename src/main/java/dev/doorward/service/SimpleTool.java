package dev.doorward.service;

import dev.doorward.caller.Scope;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A tool that is a definition and a method: one that only reads, under the usual permission.
///
/// @param definition as clients see it
/// @param blocking whether it can wait for anything
/// @param work what it does when it is called
public record SimpleTool(McpSchema.Tool definition, boolean blocking, Work work) implements Tool {
  private static final Set<Scope> SCOPES = Set.of(Scope.TOOLS_CALL);

  /// What a tool does when it is called, by the rules of [Tool#call].
  @FunctionalInterface
  public interface Work {
    /// Does it.
    CallToolResult call(Arguments arguments, Call call) throws ToolFailure, InterruptedException;
  }

  /// A tool that cannot wait for anything and answers within microseconds.
  public static SimpleTool answering(
      String name, String description, Map<String, Object> inputSchema, Work work) {
    return new SimpleTool(definition(name, description, inputSchema), false, work);
  }

  /// A tool that may wait, for time, a file or its client.
  public static SimpleTool waiting(
      String name, String description, Map<String, Object> inputSchema, Work work) {
    return new SimpleTool(definition(name, description, inputSchema), true, work);
  }

  private static McpSchema.Tool definition(
      String name, String description, Map<String, Object> inputSchema) {
    return McpSchema.Tool.builder(name, inputSchema)
        .description(description)
        .annotations(ToolAnnotations.builder().readOnlyHint(true).destructiveHint(false).build())
        .build();
  }

  /// A result of one text.
  public static CallToolResult text(String text) {
    return content(TextContent.builder(text).build());
  }

  /// A result of several parts.
  public static CallToolResult content(Content... parts) {
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
