package dev.doorward.gateway;

import dev.doorward.service.Question;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ListRootsResult;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what a client answered into the schema's records. What does not fit is no answer.
final class Answers {
  private Answers() {}

  static boolean fits(Question question, JsonNode answer) {
    return switch (question) {
      case Question.Elicit ignored -> elicitation(answer).isPresent();
      case Question.Sample ignored -> sampling(answer).isPresent();
      case Question.Roots ignored -> roots(answer).isPresent();
    };
  }

  static Optional<ElicitResult> elicitation(JsonNode answer) {
    return read(answer, ElicitResult.class).filter(result -> result.action() != null);
  }

  static Optional<CreateMessageResult> sampling(JsonNode answer) {
    return read(answer, CreateMessageResult.class).filter(result -> result.content() != null);
  }

  static Optional<ListRootsResult> roots(JsonNode answer) {
    return read(answer, ListRootsResult.class).filter(result -> result.roots() != null);
  }

  private static <T> Optional<T> read(JsonNode answer, Class<T> type) {
    if (!answer.isObject()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JsonMapper.shared().treeToValue(answer, type));
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
