package dev.doorward.tools.conformance;

import static dev.doorward.tools.conformance.FixtureTool.text;
import static dev.doorward.tools.conformance.FixtureTool.waiting;

import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Question;
import dev.doorward.service.Tool;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/// Tools whose answer takes more than one round trip on the modern wire.
final class RoundTripTools {
  private static final String PREFIX = "test_input_required_result_";
  private static final String NOTE = "request-state";

  private RoundTripTools() {}

  static List<Tool> all() {
    return List.of(
        waiting(
            PREFIX + "elicitation",
            "Asks the user for a name",
            (arguments, call) ->
                text("Hello, " + answer(call, "user_name", "What is your name?", "name") + "!")),
        waiting(
            PREFIX + "sampling",
            "Asks the client's model for a capital",
            (arguments, call) ->
                text(
                    "Sampling result: "
                        + AskingTools.said(
                            call.sample(
                                "sample_request",
                                Forms.message("What is the capital of France?", 100))))),
        waiting(
            PREFIX + "list_roots",
            "Asks the client for its roots",
            (arguments, call) ->
                text("Found " + call.roots("roots_request").roots().size() + " root(s)")),
        waiting(
            PREFIX + "request_state",
            "Leaves itself a note while it asks for a confirmation",
            RoundTripTools::withNote),
        waiting(
            PREFIX + "multiple_inputs",
            "Asks user, model and client in one round",
            RoundTripTools::threeAtOnce),
        waiting(PREFIX + "multi_round", "Asks the user in two rounds", RoundTripTools::twoRounds),
        waiting(
            PREFIX + "tampered_state",
            "Asks for a confirmation and expects its state back untouched",
            (arguments, call) -> {
              call.elicit("confirm", Forms.confirmation());
              return text("integrity-ok: state verified");
            }),
        waiting(
            PREFIX + "capabilities",
            "Asks only what the client says it can answer",
            RoundTripTools::withinCapabilities));
  }

  private static CallToolResult withNote(Arguments arguments, Call call)
      throws InterruptedException {
    Map<String, JsonNode> answers =
        call.rememberThenAsk(NOTE, Map.of("confirm", new Question.Elicit(Forms.confirmation())));
    boolean kept = call.remembered().filter(NOTE::equals).isPresent();
    boolean confirmed = answer(answers, "confirm").path("content").path("ok").asBoolean(false);
    return text(kept && confirmed ? "state-ok: requestState validated" : "not confirmed");
  }

  private static CallToolResult threeAtOnce(Arguments arguments, Call call)
      throws InterruptedException {
    SequencedMap<String, Question> questions = new LinkedHashMap<>();
    questions.put("user_name", new Question.Elicit(Forms.name("What is your name?")));
    questions.put("greeting", new Question.Sample(Forms.message("Generate a greeting", 50)));
    questions.put("client_roots", new Question.Roots());
    Map<String, JsonNode> answers = call.askAll(questions);
    return text(
        "Name: %s; Greeting: %s; Roots: %d"
            .formatted(
                answer(answers, "user_name").path("content").path("name").asString(""),
                answer(answers, "greeting").path("content").path("text").asString(""),
                answer(answers, "client_roots").path("roots").size()));
  }

  private static CallToolResult twoRounds(Arguments arguments, Call call)
      throws InterruptedException {
    String name = answer(call, "step1", "Step 1: What is your name?", "name");
    String color = answer(call, "step2", "Step 2: What is your favorite color?", "color");
    return text("Multi-round complete for " + name + " who likes " + color);
  }

  private static CallToolResult withinCapabilities(Arguments arguments, Call call)
      throws InterruptedException {
    SequencedMap<String, Question> questions = new LinkedHashMap<>();
    ElicitRequest input = Forms.field("Elicitation input", "value", "string");
    putIfAnswerable(call, questions, "elicit_input", new Question.Elicit(input));
    putIfAnswerable(
        call, questions, "sample_input", new Question.Sample(Forms.message("Sample request", 50)));
    if (questions.isEmpty()) {
      return text("No supported capabilities declared");
    }
    call.askAll(questions);
    return text("capabilities-ok: received " + String.join(",", questions.keySet()));
  }

  private static void putIfAnswerable(
      Call call, Map<String, Question> questions, String key, Question question) {
    if (call.canAsk(question)) {
      questions.put(key, question);
    }
  }

  /// What the user wrote into a form of one text field.
  private static String answer(Call call, String key, String message, String field)
      throws InterruptedException {
    ElicitResult result = call.elicit(key, Forms.field(message, field, "string"));
    Map<String, Object> content = Objects.requireNonNullElse(result.content(), Map.of());
    return String.valueOf(content.getOrDefault(field, "unknown"));
  }

  private static JsonNode answer(Map<String, JsonNode> answers, String key) {
    return Objects.requireNonNull(answers.get(key), "every question has its answer");
  }
}
