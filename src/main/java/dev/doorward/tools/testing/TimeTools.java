package dev.doorward.tools.testing;

import static dev.doorward.service.ObjectSchema.choice;
import static dev.doorward.service.ObjectSchema.object;
import static dev.doorward.service.ObjectSchema.wholeNumber;
import static dev.doorward.service.ObjectSchema.withDefault;
import static dev.doorward.service.SimpleTool.text;
import static dev.doorward.service.SimpleTool.waiting;

import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.ObjectSchema;
import dev.doorward.service.SimpleTool;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Tools that take their time, fail, or wait for their client.
final class TimeTools {
  /// Longer than any client should wait without a word, shorter than the usual deadline.
  static final int LONGEST_MILLIS = 20_000;

  private static final int MOST_STEPS = 100;

  private TimeTools() {}

  static List<Tool> all() {
    return List.of(slow(), progress(), fail(), elicit());
  }

  private static Tool slow() {
    return waiting(
        "testing_slow",
        "Answers after a time, saying nothing meanwhile. For a client's timeouts.",
        object()
            .optional(
                "millis",
                withDefault(
                    wholeNumber("How long to wait, in milliseconds.", 0, LONGEST_MILLIS), 1_000))
            .build(),
        (arguments, call) -> {
          long millis = arguments.number("millis", 1_000);
          Thread.sleep(Duration.ofMillis(millis));
          return text("waited " + millis + " ms");
        });
  }

  private static Tool progress() {
    return waiting(
        "testing_progress",
        "Reports progress in steps, then answers. For a client that sends a progress token.",
        object()
            .optional(
                "steps", withDefault(wholeNumber("How many reports to send.", 1, MOST_STEPS), 5))
            .optional(
                "interval_millis",
                withDefault(
                    wholeNumber(
                        "How long to wait after each, in milliseconds; 20 s in all at most.",
                        0,
                        LONGEST_MILLIS),
                    100))
            .optional(
                "total",
                withDefault(
                    choice(
                        "Whether reports say how many there will be.", List.of("known", "unknown")),
                    "known"))
            .build(),
        TimeTools::report);
  }

  private static CallToolResult report(Arguments arguments, Call call)
      throws ToolFailure, InterruptedException {
    long steps = arguments.number("steps", 5);
    long interval = arguments.number("interval_millis", 100);
    if (steps * interval > LONGEST_MILLIS) {
      throw new ToolFailure("That would take more than 20 s. Ask for fewer or shorter steps.");
    }
    boolean known = arguments.optionalText("total").orElse("known").equals("known");
    for (long step = 1; step <= steps; step++) {
      call.progress((double) step, known ? (double) steps : null, "step " + step);
      Thread.sleep(Duration.ofMillis(interval));
    }
    return text("reported " + steps + " steps");
  }

  private static Tool fail() {
    return waiting(
        "testing_fail",
        "Fails in one of the ways a tool can: with a result that says so, with a refusal, or with a"
            + " bug, of which a client hears an incident id only.",
        object()
            .optional(
                "how",
                withDefault(
                    choice("The way to fail.", List.of("result", "refusal", "fault")), "result"))
            .build(),
        (arguments, call) -> failed(arguments.optionalText("how").orElse("result")));
  }

  private static CallToolResult failed(String how) throws ToolFailure {
    return switch (how) {
      case "refusal" -> throw new ToolFailure("This was to be refused, and it is.");
      case "fault" -> throw new IllegalStateException("testing_fail was asked for a fault");
      default ->
          CallToolResult.builder(
                  List.of(TextContent.builder("This was to fail, and it did.").build()))
              .isError(true)
              .build();
    };
  }

  private static Tool elicit() {
    Map<String, Object> form =
        object()
            .required("name", ObjectSchema.text("A name.", 1, 100))
            .optional("age", wholeNumber("An age.", 0, 150))
            .optional("subscribe", ObjectSchema.flag("Whether to hear more."))
            .optional("colour", choice("A colour.", List.of("red", "green", "blue")))
            .build();
    return SimpleTool.waiting(
        "testing_elicit",
        "Asks the user with a form of every kind of field, and answers with what came back.",
        object().build(),
        (arguments, call) -> {
          ElicitResult answer =
              call.elicit(
                  "form",
                  ElicitFormRequest.builder("Fill in what you like; it is for testing.", form)
                      .build());
          return text(
              "action " + answer.action().name().toLowerCase(Locale.ROOT) + answered(answer));
        });
  }

  private static String answered(ElicitResult answer) {
    Map<String, Object> content = answer.content();
    return content == null ? "" : ", content " + Json.text(content);
  }
}
