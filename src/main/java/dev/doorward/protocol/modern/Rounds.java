package dev.doorward.protocol.modern;

import dev.doorward.caller.CallerId;
import dev.doorward.gateway.Outcome;
import dev.doorward.gateway.Request;
import dev.doorward.protocol.wire.JsonOut;
import dev.doorward.protocol.wire.Params;
import dev.doorward.protocol.wire.Questions;
import dev.doorward.service.Question;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Multi round-trip requests: reads what a client brings back, and seals what it has to bring back
/// next time (specification 2026-07-28: basic/patterns/mrtr).
final class Rounds {
  private static final int MOST_ANSWERS = 100;

  private final StateSeal seal;

  Rounds(StateSeal seal) {
    this.seal = seal;
  }

  /// Reads the answers and the state of a request, if it is of a kind that can have any.
  Round read(CallerId caller, Request request, ObjectNode params) throws Params.Wrong {
    boolean asks =
        request instanceof Request.CallTool
            || request instanceof Request.GetPrompt
            || request instanceof Request.ReadResource;
    if (!asks || (!params.has("inputResponses") && !params.has("requestState"))) {
      return Round.FIRST;
    }
    Map<String, JsonNode> given = given(params);
    if (!params.has("requestState")) {
      return new Round(given, Optional.empty());
    }
    RequestState state =
        seal.open(caller, request, Params.text(params, "requestState"))
            .orElseThrow(
                () ->
                    new Params.Wrong(
                        "The requestState is not valid for this request. Start again without it."));
    Map<String, JsonNode> answers = new LinkedHashMap<>(state.answers());
    for (String key : state.asked()) {
      JsonNode answer = given.get(key);
      if (answer != null) {
        answers.put(key, answer);
      }
    }
    return new Round(answers, state.note());
  }

  private static Map<String, JsonNode> given(ObjectNode params) throws Params.Wrong {
    ObjectNode responses = Params.optionalObject(params, "inputResponses");
    if (responses.size() > MOST_ANSWERS) {
      throw new Params.Wrong("The field inputResponses has too many entries.");
    }
    Map<String, JsonNode> given = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : responses.properties()) {
      if (!entry.getValue().isObject()) {
        throw new Params.Wrong("Every value in inputResponses must be an object.");
      }
      given.put(entry.getKey(), entry.getValue());
    }
    return given;
  }

  /// Seals what the next round needs.
  ///
  /// @return empty when it is too large to travel
  Optional<String> next(CallerId caller, Request request, Outcome.InputRequired asked) {
    RequestState state =
        new RequestState(Set.copyOf(asked.questions().keySet()), asked.answers(), asked.note());
    return seal.seal(caller, request, state);
  }

  /// Writes the questions of a round and its state into a result.
  static void write(JsonOut out, Map<String, Question> questions, String state) {
    out.objectField(
        "inputRequests",
        requests ->
            questions.forEach(
                (key, question) ->
                    requests.objectField(
                        key,
                        fields -> {
                          fields.text("method", Questions.method(question));
                          fields.objectField("params", Questions.params(question));
                        })));
    out.text("requestState", state);
  }
}
