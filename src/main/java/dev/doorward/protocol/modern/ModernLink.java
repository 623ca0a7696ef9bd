package dev.doorward.protocol.modern;

import dev.doorward.protocol.wire.Notifications;
import dev.doorward.service.Cancellation;
import dev.doorward.service.ClientLink;
import dev.doorward.service.Question;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How running work reaches the client of a modern request. It never waits for the client: what is
/// asked goes out as the end of the call, and the client comes again with the answers.
final class ModernLink implements ClientLink {
  private final Exchange exchange;
  private final Envelope envelope;
  private final Round round;

  ModernLink(Exchange exchange, Envelope envelope, Round round) {
    this.exchange = exchange;
    this.envelope = envelope;
    this.round = round;
  }

  @Override
  public void progress(double done, @Nullable Double total, @Nullable String message) {
    JsonNode token = envelope.progressToken();
    if (token != null) {
      exchange.send(Notifications.progress(token, done, total, message));
    }
  }

  @Override
  public void log(LoggingLevel level, String logger, Object data) {
    LoggingLevel wanted = envelope.logLevel();
    if (wanted != null && level.level() >= wanted.level()) {
      exchange.send(Notifications.log(level, logger, data));
    }
  }

  @Override
  public boolean canAsk(Question question) {
    return envelope.capabilities().canAnswer(question);
  }

  @Override
  public Map<String, JsonNode> answers() {
    return round.answers();
  }

  @Override
  public Optional<String> remembered() {
    return round.note();
  }

  @Override
  public Optional<Map<String, JsonNode>> ask(Map<String, Question> questions) {
    return Optional.empty();
  }

  @Override
  public void detachStream() {
    // Streams of this era cannot be resumed.
  }

  @Override
  public Cancellation cancellation() {
    return exchange.cancellation();
  }
}
