package dev.doorward.protocol.legacy;

import dev.doorward.service.Cancellation;
import dev.doorward.service.ClientLink;
import dev.doorward.service.Question;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A client that cannot be reached yet: no session has begun.
final class SilentLink implements ClientLink {
  private final Cancellation never = new Cancellation();

  @Override
  public void progress(double done, @Nullable Double total, @Nullable String message) {}

  @Override
  public void log(LoggingLevel level, String logger, Object data) {}

  @Override
  public boolean canAsk(Question question) {
    return false;
  }

  @Override
  public Map<String, JsonNode> answers() {
    return Map.of();
  }

  @Override
  public Optional<String> remembered() {
    return Optional.empty();
  }

  @Override
  public Optional<Map<String, JsonNode>> ask(Map<String, Question> questions) {
    return Optional.empty();
  }

  @Override
  public void detachStream() {}

  @Override
  public Cancellation cancellation() {
    return never;
  }
}
