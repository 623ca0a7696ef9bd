package dev.doorward.tools.conformance;

import static dev.doorward.tools.conformance.FixtureTool.answering;
import static dev.doorward.tools.conformance.FixtureTool.content;
import static dev.doorward.tools.conformance.FixtureTool.text;

import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;

/// Tools that only answer, one for every kind of content, and two whose schemas the referee
/// studies.
final class ContentTools {
  /// Every keyword here must reach the client as it is written.
  private static final String KEYWORDS =
      """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "$defs": {
          "address": {
            "$anchor": "addressDef",
            "type": "object",
            "properties": {"street": {"type": "string"}, "city": {"type": "string"}}
          }
        },
        "properties": {
          "name": {"type": "string"},
          "address": {"$ref": "#/$defs/address"},
          "contactMethod": {"type": "string", "enum": ["phone", "email"]},
          "phone": {"type": "string"},
          "email": {"type": "string"}
        },
        "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
        "if": {
          "properties": {"contactMethod": {"const": "phone"}},
          "required": ["contactMethod"]
        },
        "then": {"required": ["phone"]},
        "else": {"required": ["email"]},
        "additionalProperties": false
      }
      """;

  private static final String MIRRORED =
      """
      {
        "type": "object",
        "properties": {
          "region": {
            "type": "string",
            "description": "Arrives as Mcp-Param-Region too",
            "x-mcp-header": "Region"
          },
          "priority": {"type": "integer", "x-mcp-header": "Priority"},
          "verbose": {"type": "boolean", "x-mcp-header": "Verbose"}
        },
        "required": ["region"]
      }
      """;

  private ContentTools() {}

  static List<Tool> all() {
    return List.of(
        answering(
            "test_simple_text",
            "Answers with one text",
            (arguments, call) -> text("This is a simple text response for testing.")),
        answering(
            "test_image_content",
            "Answers with an image",
            (arguments, call) -> content(Samples.image())),
        answering(
            "test_audio_content",
            "Answers with a sound",
            (arguments, call) -> content(AudioContent.builder(Samples.WAV, "audio/wav").build())),
        answering(
            "test_embedded_resource",
            "Answers with an embedded resource",
            (arguments, call) ->
                content(
                    Samples.embedded(
                        "test://embedded-resource",
                        "text/plain",
                        "This is an embedded resource content."))),
        answering(
            "test_multiple_content_types",
            "Answers with a text, an image and a resource",
            (arguments, call) ->
                content(
                    TextContent.builder("Multiple content types test:").build(),
                    Samples.image(),
                    Samples.embedded(
                        "test://mixed-content-resource",
                        "application/json",
                        "{\"test\":\"data\",\"value\":123}"))),
        answering(
            "test_error_handling",
            "Always fails",
            (arguments, call) -> {
              throw new ToolFailure("This tool intentionally returns an error for testing");
            }),
        answering(
            "json_schema_2020_12_tool",
            "Has an input schema with less common keywords",
            KEYWORDS,
            (arguments, call) -> text("JSON Schema 2020-12 tool called with: " + arguments.json())),
        answering(
            "test_custom_headers",
            "Has arguments that are mirrored in request headers",
            MIRRORED,
            (arguments, call) -> text("region=" + arguments.text("region"))));
  }
}
