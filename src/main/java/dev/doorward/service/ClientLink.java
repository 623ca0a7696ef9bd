package dev.doorward.service;

import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How the layer above lets one call reach its client. The protocol implements it for each era;
/// [Call] is its face for families.
public interface ClientLink {

  /// Sends a progress notification if the client gave a token.
  void progress(double done, @Nullable Double total, @Nullable String message);

  /// Sends a log notification if the client wants this level.
  void log(LoggingLevel level, String logger, Object data);

  /// Tells whether the client declared the capability behind a question.
  boolean canAsk(Question question);

  /// The answers the client has sent so far, by key.
  Map<String, JsonNode> answers();

  /// The note the work left when it last asked.
  Optional<String> remembered();

  /// Asks on the spot and waits, where the era has a way to do that.
  ///
  /// @return answers by key; empty when the call must end with the questions instead
  Optional<Map<String, JsonNode>> ask(Map<String, Question> questions) throws InterruptedException;

  /// See [Call#detachStream].
  void detachStream();

  /// Whether and when the client gave the call up.
  Cancellation cancellation();
}
