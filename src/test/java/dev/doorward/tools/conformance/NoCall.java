package dev.doorward.tools.conformance;

import dev.doorward.caller.Caller;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Question;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ListRootsResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A call whose client wants nothing and answers nothing.
enum NoCall implements Call {
  INSTANCE;

  static Arguments arguments() {
    return new Arguments(JsonNodeFactory.instance.objectNode());
  }

  @Override
  public Caller caller() {
    throw new UnsupportedOperationException("fixtures do not look at their caller");
  }

  @Override
  public void progress(double done, @Nullable Double total, @Nullable String message) {}

  @Override
  public void log(LoggingLevel level, String logger, Object data) {}

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public boolean mayRead(String uri) {
    return false;
  }

  @Override
  public boolean canAsk(Question question) {
    return false;
  }

  @Override
  public Map<String, JsonNode> askAll(Map<String, Question> questions) {
    return Map.of();
  }

  @Override
  public ElicitResult elicit(String key, ElicitRequest request) {
    return ElicitResult.builder(ElicitResult.Action.DECLINE).build();
  }

  @Override
  public CreateMessageResult sample(String key, CreateMessageRequest request) {
    throw new UnsupportedOperationException("no model");
  }

  @Override
  public ListRootsResult roots(String key) {
    throw new UnsupportedOperationException("no roots");
  }

  @Override
  public Optional<String> remembered() {
    return Optional.empty();
  }

  @Override
  public Map<String, JsonNode> rememberThenAsk(String note, Map<String, Question> questions) {
    return Map.of();
  }

  @Override
  public void detachStream() {}
}
