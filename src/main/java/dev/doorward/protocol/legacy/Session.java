package dev.doorward.protocol.legacy;

import dev.doorward.caller.CallerId;
import dev.doorward.protocol.wire.Message;
import dev.doorward.protocol.wire.Notifications;
import dev.doorward.protocol.wire.RequestId;
import dev.doorward.service.Change;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What one client and the server know of each other after `initialize`: one at the remote door per
/// `Mcp-Session-Id`, one at the local door per process.
final class Session {
  static final int MOST_WATCHED = 256;

  private final String id;
  private final CallerId owner;
  private final ClientProfile client;
  private final RunningCalls calls;
  private final PendingQuestions questions;
  private final Set<String> watched = ConcurrentHashMap.newKeySet();
  private final ChangeFeed feed;
  private volatile @Nullable LoggingLevel level;
  private volatile boolean initialized;
  private volatile Instant lastUsed;

  /// @param id empty at the local door
  /// @param notifications where what belongs to no call goes
  Session(
      String id,
      CallerId owner,
      ClientProfile client,
      LegacySettings settings,
      Consumer<byte[]> notifications,
      Instant now) {
    this.id = id;
    this.owner = owner;
    this.client = client;
    this.calls = new RunningCalls(settings.callsPerSession());
    this.questions = new PendingQuestions(settings.answerWithin());
    this.feed =
        new ChangeFeed(
            change -> notifications.accept(Notifications.change(change, Optional.empty())));
    this.lastUsed = now;
  }

  String id() {
    return id;
  }

  CallerId owner() {
    return owner;
  }

  ClientProfile client() {
    return client;
  }

  RunningCalls calls() {
    return calls;
  }

  PendingQuestions questions() {
    return questions;
  }

  Instant lastUsed() {
    return lastUsed;
  }

  void used(Instant now) {
    lastUsed = now;
  }

  /// Tells whether the client wants log messages of this level; it wants none before it has said
  /// so.
  boolean wantsLog(LoggingLevel of) {
    LoggingLevel lowest = level;
    return lowest != null && of.level() >= lowest.level();
  }

  void setLevel(LoggingLevel lowest) {
    level = lowest;
  }

  /// Remembers that the client wants to hear of changes behind a URI.
  ///
  /// @return false when it watches too many
  boolean watch(String uri) {
    return watched.contains(uri) || (watched.size() < MOST_WATCHED && watched.add(uri));
  }

  void unwatch(String uri) {
    watched.remove(uri);
  }

  /// Tells the client of a change, if that concerns it.
  void announce(Change change) {
    boolean concerns = !(change instanceof Change.Updated(String uri)) || watched.contains(uri);
    if (initialized && concerns) {
      feed.add(change);
    }
  }

  /// Takes a notification of the client's; unknown ones are none of our business.
  void notified(Message.Notification notification) {
    switch (notification.method()) {
      case "notifications/initialized" -> initialized = true;
      case "notifications/cancelled" -> cancelled(notification.params().path("requestId"));
      default -> {}
    }
  }

  /// Ends it: whatever runs for it is cancelled.
  void close() {
    initialized = false;
    calls.close();
  }

  private void cancelled(JsonNode requestId) {
    if (requestId.isString()) {
      calls.cancel(new RequestId.Text(requestId.stringValue()));
    } else if (requestId.isIntegralNumber() && requestId.canConvertToLong()) {
      calls.cancel(new RequestId.Number(requestId.longValue()));
    }
  }
}
