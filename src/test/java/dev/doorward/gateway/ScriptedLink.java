package dev.doorward.gateway;

import dev.doorward.service.Cancellation;
import dev.doorward.service.ClientLink;
import dev.doorward.service.Question;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A client that answers what it was told to answer.
final class ScriptedLink implements ClientLink {
  final Map<String, JsonNode> answers = new HashMap<>();
  final Map<String, JsonNode> answersOnTheSpot = new HashMap<>();
  final List<String> heard = new ArrayList<>();
  final Cancellation cancellation = new Cancellation();
  boolean canAsk = true;
  boolean waits;
  Optional<String> note = Optional.empty();

  @Override
  public void progress(double done, @Nullable Double total, @Nullable String message) {
    heard.add("progress " + done);
  }

  @Override
  public void log(LoggingLevel level, String logger, Object data) {
    heard.add(level + " " + data);
  }

  @Override
  public boolean canAsk(Question question) {
    return canAsk;
  }

  @Override
  public Map<String, JsonNode> answers() {
    return Map.copyOf(answers);
  }

  @Override
  public Optional<String> remembered() {
    return note;
  }

  @Override
  public Optional<Map<String, JsonNode>> ask(Map<String, Question> questions) {
    heard.addAll(questions.keySet());
    return waits ? Optional.of(Map.copyOf(answersOnTheSpot)) : Optional.empty();
  }

  @Override
  public void detachStream() {
    heard.add("detached");
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }
}
