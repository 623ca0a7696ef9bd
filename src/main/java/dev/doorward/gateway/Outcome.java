package dev.doorward.gateway;

import dev.doorward.service.Question;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// How a request ended.
public sealed interface Outcome {
  /// It was done.
  record Completed(Result result) implements Outcome {}

  /// It cannot go on before the client answers.
  ///
  /// @param questions what is asked now, by key
  /// @param answers what was answered before, to be kept for the next run
  /// @param note what the work wants back in its next run
  record InputRequired(
      Map<String, Question> questions, Map<String, JsonNode> answers, Optional<String> note)
      implements Outcome {}

  /// It was not done, for a reason the caller may know.
  record Refused(Refusal refusal) implements Outcome {}

  /// It failed for a reason that is ours.
  ///
  /// @param incident the id under which the log tells more
  record Faulted(String incident) implements Outcome {}
}
