package dev.doorward.tools;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
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
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A call whose client hears nothing and answers nothing; only its permissions can be chosen.
public record QuietCall(Predicate<String> grants) implements Call {
  /// A call by somebody who may read everything.
  public static final QuietCall ALLOWED = new QuietCall(_ -> true);

  /// Somebody to be.
  public static final Caller SOMEBODY =
      new Caller(
          new CallerId("https://issuer.example", "somebody"),
          Set.of(Role.DEVELOPER),
          Set.of(),
          "test",
          Door.STDIO);

  @Override
  public Caller caller() {
    return SOMEBODY;
  }

  @Override
  public boolean mayRead(String permission) {
    return grants.test(permission);
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
  public boolean canAsk(Question question) {
    return false;
  }

  @Override
  public Map<String, JsonNode> askAll(Map<String, Question> questions) {
    throw new UnsupportedOperationException("nobody answers");
  }

  @Override
  public ElicitResult elicit(String key, ElicitRequest request) {
    throw new UnsupportedOperationException("nobody answers");
  }

  @Override
  public CreateMessageResult sample(String key, CreateMessageRequest request) {
    throw new UnsupportedOperationException("nobody answers");
  }

  @Override
  public ListRootsResult roots(String key) {
    throw new UnsupportedOperationException("nobody answers");
  }

  @Override
  public Optional<String> remembered() {
    return Optional.empty();
  }

  @Override
  public Map<String, JsonNode> rememberThenAsk(String note, Map<String, Question> questions) {
    throw new UnsupportedOperationException("nobody answers");
  }

  @Override
  public void detachStream() {}
}
