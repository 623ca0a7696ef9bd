package dev.doorward.tools.conformance;

import dev.doorward.service.SimpleTool;
import dev.doorward.service.Tool;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import java.util.Map;

/// Makes the tools of the referee: what each is called, what it takes and what it does. They say
/// nothing more about themselves than the referee asks for.
final class FixtureTool {
  private static final Map<String, Object> NO_ARGUMENTS =
      Json.object("{\"type\": \"object\", \"properties\": {}}");

  private FixtureTool() {}

  /// A tool without arguments that answers at once.
  static Tool answering(String name, String description, SimpleTool.Work work) {
    return new SimpleTool(definition(name, description, NO_ARGUMENTS), false, work);
  }

  /// A tool with arguments that answers at once.
  static Tool answering(String name, String description, String inputSchema, SimpleTool.Work work) {
    return new SimpleTool(definition(name, description, Json.object(inputSchema)), false, work);
  }

  /// A tool without arguments that waits, for time or for its client.
  static Tool waiting(String name, String description, SimpleTool.Work work) {
    return new SimpleTool(definition(name, description, NO_ARGUMENTS), true, work);
  }

  /// A tool with arguments that waits, for time or for its client.
  static Tool waiting(String name, String description, String inputSchema, SimpleTool.Work work) {
    return new SimpleTool(definition(name, description, Json.object(inputSchema)), true, work);
  }

  private static McpSchema.Tool definition(
      String name, String description, Map<String, Object> inputSchema) {
    return McpSchema.Tool.builder(name, inputSchema).description(description).build();
  }

  static CallToolResult text(String text) {
    return SimpleTool.text(text);
  }

  static CallToolResult content(Content... parts) {
    return SimpleTool.content(parts);
  }
}
