package dev.doorward.transport.http;

import dev.doorward.block.Blocks;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Knows the open streams. Keeps quiet ones alive: a comment every 15 seconds, so that no proxy
/// takes silence for death.
@Singleton
final class Heartbeat {
  private static final Duration EVERY = Duration.ofSeconds(15);

  private final Map<EventStream, Visitor> streams = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeat").factory());

  Heartbeat() {
    var _ =
        timer.scheduleAtFixedRate(
            this::beat, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  void keepAlive(EventStream stream, Visitor visitor) {
    streams.put(stream, visitor);
  }

  void forget(EventStream stream) {
    streams.remove(stream);
  }

  /// Ends the streams that go to somebody who is blocked.
  void endBlocked(Blocks blocks) {
    streams.forEach(
        (stream, visitor) -> {
          if (visitor.blockedBy(blocks)) {
            blocks.enforced();
            stream.cut();
          }
        });
  }

  /// Ends the streams that go to callers of these issuers.
  void endOf(Set<String> issuers) {
    streams.forEach(
        (stream, visitor) -> {
          if (issuers.contains(visitor.caller().id().issuer())) {
            stream.cut();
          }
        });
  }

  private void beat() {
    streams.keySet().removeIf(EventStream::over);
    streams.keySet().forEach(EventStream::heartbeat);
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
  }
}
