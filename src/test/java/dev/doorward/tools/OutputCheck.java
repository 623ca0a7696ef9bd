package dev.doorward.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.doorward.service.Tool;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds a tool to the output schema it publishes.
public final class OutputCheck {
  private OutputCheck() {}

  /// The structured content, once it has been found to follow the schema.
  public static JsonNode checked(Tool tool, CallToolResult result) {
    JsonNode schema = JsonMapper.shared().valueToTree(tool.definition().outputSchema());
    JsonNode answer = (JsonNode) result.structuredContent();
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(answer))
        .isEmpty();
    return answer;
  }
}
