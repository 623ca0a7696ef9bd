package dev.doorward.tools.conformance;

import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;

/// Questions that several fixtures put to their client.
final class Forms {
  private Forms() {}

  static ElicitRequest name(String message) {
    return field(message, "name", "string");
  }

  static ElicitRequest confirmation() {
    return field("Please confirm", "ok", "boolean");
  }

  /// A form with one required field.
  static ElicitRequest field(String message, String field, String type) {
    return form(
        message,
        Json.object(
            """
            {"type": "object", "properties": {"%1$s": {"type": "%2$s"}}, "required": ["%1$s"]}
            """
                .formatted(field, type)));
  }

  static ElicitRequest form(String message, Map<String, Object> schema) {
    return ElicitFormRequest.builder(message, schema).build();
  }

  static CreateMessageRequest message(String text, int maxTokens) {
    SamplingMessage asked =
        SamplingMessage.builder(Role.USER, TextContent.builder(text).build()).build();
    return CreateMessageRequest.builder(List.of(asked), maxTokens).build();
  }
}
