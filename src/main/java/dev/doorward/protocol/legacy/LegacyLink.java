package dev.doorward.protocol.legacy;

import dev.doorward.protocol.Places;
import dev.doorward.protocol.wire.Notifications;
import dev.doorward.service.Cancellation;
import dev.doorward.service.ClientLink;
import dev.doorward.service.Question;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How one call of a session reaches its client: everything goes out beside the answer, and a
/// question is asked at once.
final class LegacyLink implements ClientLink {
  private final Session session;
  private final Outlet outlet;
  private final Cancellation cancellation;
  private final Places places;
  private final @Nullable JsonNode progressToken;
  private double reported = Double.NEGATIVE_INFINITY;

  /// @param progressToken what the client wants its progress notifications marked with; null when
  ///   it wants none
  LegacyLink(
      Session session,
      Outlet outlet,
      Cancellation cancellation,
      Places places,
      @Nullable JsonNode progressToken) {
    this.session = session;
    this.outlet = outlet;
    this.cancellation = cancellation;
    this.places = places;
    this.progressToken = progressToken;
  }

  @Override
  public void progress(double done, @Nullable Double total, @Nullable String message) {
    if (progressToken == null || !grows(done)) {
      return;
    }
    outlet.send(Notifications.progress(progressToken, done, total, message));
  }

  @Override
  public void log(LoggingLevel level, String logger, Object data) {
    if (session.wantsLog(level)) {
      outlet.send(Notifications.log(level, logger, data));
    }
  }

  @Override
  public boolean canAsk(Question question) {
    return outlet.canSend() && session.client().capabilities().canAnswer(question);
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
  public Optional<Map<String, JsonNode>> ask(Map<String, Question> questions)
      throws InterruptedException {
    // Whoever waits for a person takes no place from those who work.
    places.leave();
    try {
      return Optional.of(session.questions().ask(questions, outlet, cancellation));
    } finally {
      places.enter();
    }
  }

  @Override
  public void detachStream() {
    outlet.detach();
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  /// Progress must increase with every notification (2025-11-25, basic/utilities/progress).
  private synchronized boolean grows(double done) {
    boolean grows = done > reported;
    reported = Math.max(reported, done);
    return grows;
  }
}
