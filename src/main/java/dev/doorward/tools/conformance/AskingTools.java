package dev.doorward.tools.conformance;

import static dev.doorward.tools.conformance.FixtureTool.text;
import static dev.doorward.tools.conformance.FixtureTool.waiting;

import dev.doorward.service.Call;
import dev.doorward.service.Tool;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Tools that ask their client once, with the questions which the legacy scenarios look at.
final class AskingTools {
  private static final Map<String, Object> PERSON =
      Json.object(
          """
          {
            "type": "object",
            "properties": {
              "username": {"type": "string", "description": "User's response"},
              "email": {"type": "string", "description": "User's email address"}
            },
            "required": ["username", "email"]
          }
          """);

  private static final Map<String, Object> WITH_DEFAULTS =
      Json.object(
          """
          {
            "type": "object",
            "properties": {
              "name": {"type": "string", "description": "User name", "default": "John Doe"},
              "age": {"type": "integer", "description": "User age", "default": 30},
              "score": {"type": "number", "description": "User score", "default": 95.5},
              "status": {
                "type": "string",
                "description": "User status",
                "enum": ["active", "inactive", "pending"],
                "default": "active"
              },
              "verified": {
                "type": "boolean",
                "description": "Verification status",
                "default": true
              }
            },
            "required": []
          }
          """);

  private static final Map<String, Object> CHOICES =
      Json.object(
          """
          {
            "type": "object",
            "properties": {
              "untitledSingle": {
                "type": "string",
                "description": "Select one option",
                "enum": ["option1", "option2", "option3"]
              },
              "titledSingle": {
                "type": "string",
                "description": "Select one option with titles",
                "oneOf": [
                  {"const": "value1", "title": "First Option"},
                  {"const": "value2", "title": "Second Option"},
                  {"const": "value3", "title": "Third Option"}
                ]
              },
              "legacyEnum": {
                "type": "string",
                "description": "Select one option (legacy)",
                "enum": ["opt1", "opt2", "opt3"],
                "enumNames": ["Option One", "Option Two", "Option Three"]
              },
              "untitledMulti": {
                "type": "array",
                "description": "Select multiple options",
                "minItems": 1,
                "maxItems": 3,
                "items": {"type": "string", "enum": ["option1", "option2", "option3"]}
              },
              "titledMulti": {
                "type": "array",
                "description": "Select multiple options with titles",
                "minItems": 1,
                "maxItems": 3,
                "items": {
                  "anyOf": [
                    {"const": "value1", "title": "First Choice"},
                    {"const": "value2", "title": "Second Choice"},
                    {"const": "value3", "title": "Third Choice"}
                  ]
                }
              }
            },
            "required": []
          }
          """);

  private AskingTools() {}

  static List<Tool> all() {
    return List.of(
        waiting(
            "test_sampling",
            "Asks the client's model",
            requiredText("prompt"),
            (arguments, call) ->
                text(
                    "LLM response: "
                        + said(
                            call.sample(
                                "sampling", Forms.message(arguments.text("prompt"), 100))))),
        waiting(
            "test_elicitation",
            "Asks the user for a name and an address",
            requiredText("message"),
            (arguments, call) ->
                text(
                    "User response: "
                        + answered(
                            call.elicit(
                                "user_input", Forms.form(arguments.text("message"), PERSON))))),
        waiting(
            "test_elicitation_sep1034_defaults",
            "Asks the user with a form that has defaults",
            (arguments, call) ->
                completed(
                    call, "Please review and update the form fields with defaults", WITH_DEFAULTS)),
        waiting(
            "test_elicitation_sep1330_enums",
            "Asks the user with a form that has choices of every kind",
            (arguments, call) ->
                completed(call, "Please select options from the enum fields", CHOICES)),
        waiting(
            "test_missing_capability",
            "Needs a client that can sample",
            (arguments, call) -> {
              call.sample("sample", Forms.message("Say anything", 10));
              return text("Success");
            }));
  }

  private static String requiredText(String name) {
    return """
    {"type": "object", "properties": {"%1$s": {"type": "string"}}, "required": ["%1$s"]}
    """
        .formatted(name);
  }

  private static CallToolResult completed(Call call, String message, Map<String, Object> schema)
      throws InterruptedException {
    return text(
        "Elicitation completed: " + answered(call.elicit("form", Forms.form(message, schema))));
  }

  private static String answered(ElicitResult result) {
    return "action=%s, content=%s"
        .formatted(
            result.action().name().toLowerCase(Locale.ROOT),
            Json.text(Objects.requireNonNullElse(result.content(), Map.of())));
  }

  static String said(CreateMessageResult result) {
    return result.content() instanceof TextContent content ? content.text() : "no text";
  }
}
