package dev.doorward.tools.testing;

import static dev.doorward.service.ObjectSchema.choice;
import static dev.doorward.service.ObjectSchema.flag;
import static dev.doorward.service.ObjectSchema.listOf;
import static dev.doorward.service.ObjectSchema.number;
import static dev.doorward.service.ObjectSchema.object;
import static dev.doorward.service.ObjectSchema.text;
import static dev.doorward.service.ObjectSchema.wholeNumber;
import static dev.doorward.service.ObjectSchema.withDefault;
import static dev.doorward.service.SimpleTool.answering;
import static dev.doorward.service.SimpleTool.content;
import static dev.doorward.service.SimpleTool.waiting;

import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.SimpleTool;
import dev.doorward.service.Tool;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tools that answer with something a client may not expect.
final class AnswerTools {
  private static final int MOST_BYTES = 1_048_576;

  private AnswerTools() {}

  static List<Tool> all() {
    return List.of(large(), contents(), structured(), unicode());
  }

  private static Tool large() {
    return waiting(
        "testing_large",
        "Answers with as much text as it is asked for, up to 1 MiB.",
        object().required("bytes", wholeNumber("How much text, in bytes.", 1, MOST_BYTES)).build(),
        (arguments, call) -> SimpleTool.text(numbered((int) arguments.number("bytes", 1))));
  }

  /// Numbered lines, so that what was lost on the way can be told.
  private static String numbered(int bytes) {
    StringBuilder text = new StringBuilder(bytes + 16);
    for (int line = 1; text.length() < bytes; line++) {
      text.append(line).append('\n');
    }
    text.setLength(bytes);
    return text.toString();
  }

  private static Tool contents() {
    return answering(
        "testing_content",
        "Answers with content of one kind, or one of every kind.",
        object()
            .optional(
                "kind", withDefault(choice("The kind of content.", Samples.KINDS_AND_ALL), "all"))
            .build(),
        (arguments, call) ->
            content(
                Samples.of(arguments.optionalText("kind").orElse("all")).toArray(Content[]::new)));
  }

  private static Tool structured() {
    McpSchema.Tool definition =
        McpSchema.Tool.builder("testing_structured", object().build())
            .description(
                "Answers with structured content that holds a value of every JSON type, by an output"
                    + " schema, and with the same as text.")
            .outputSchema(
                object()
                    .required("text", text("A text."))
                    .required("whole_number", wholeNumber("The largest exact one.", 0))
                    .required("number", number("A number.", -1, 1))
                    .required("truth", flag("A truth value."))
                    .required("list", listOf("A list.", text("An element.")))
                    .required("empty_list", listOf("An empty list.", text("An element.")))
                    .required("object", object().required("inner", text("A text.")).build())
                    .build())
            .build();
    return new SimpleTool(definition, false, AnswerTools::everyType);
  }

  private static CallToolResult everyType(Arguments arguments, Call call) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .put("text", "a \"quoted\" text\nof two lines")
        .put("whole_number", 9_007_199_254_740_991L)
        .put("number", -0.5)
        .put("truth", true);
    answer.putArray("list").add("one").add("two");
    answer.putArray("empty_list");
    answer.putObject("object").put("inner", "deep");
    return CallToolResult.builder()
        .addTextContent(answer.toString())
        .structuredContent(answer)
        .isError(false)
        .build();
  }

  private static Tool unicode() {
    McpSchema.Tool definition =
        McpSchema.Tool.builder(
                "testing_unicode",
                object()
                    .optional("text", text("A text of your own to have measured.", 0, 1_000))
                    .build())
            .description(
                "Answers with texts that break careless clients, each with its length in code points,"
                    + " UTF-16 units and UTF-8 bytes; with one of your own too, as it arrived.")
            .outputSchema(
                object()
                    .required(
                        "texts",
                        listOf(
                            "The texts.",
                            object()
                                .required("name", text("What is special about it."))
                                .required("text", text("The text."))
                                .required("code_points", wholeNumber("Its code points.", 0))
                                .required("utf16_units", wholeNumber("Its UTF-16 units.", 0))
                                .required("utf8_bytes", wholeNumber("Its UTF-8 bytes.", 0))
                                .build()))
                    .build())
            .build();
    return new SimpleTool(
        definition,
        false,
        (arguments, call) -> {
          ObjectNode answer = JsonNodeFactory.instance.objectNode();
          ArrayNode texts = answer.putArray("texts");
          Samples.TEXTS.forEach((name, text) -> Samples.measure(texts.addObject(), name, text));
          arguments
              .optionalText("text")
              .ifPresent(text -> Samples.measure(texts.addObject(), "yours", text));
          return CallToolResult.builder()
              .addTextContent(answer.toString())
              .structuredContent(answer)
              .isError(false)
              .build();
        });
  }
}
