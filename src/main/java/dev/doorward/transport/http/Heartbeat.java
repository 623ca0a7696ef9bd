package dev.doorward.transport.http;

import dev.doorward.block.Blocks;
import dev.doorward.watch.Watch;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Knows the open streams, and ends those that go to somebody who may not have one any more. Keeps
/// quiet ones alive: a comment every 15 seconds, so that no proxy takes silence for death.
@Singleton
final class Heartbeat {
  private static final Duration EVERY = Duration.ofSeconds(15);

  // A second look tells what came of the first: what is not good any more ends within a second.
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final Map<EventStream, Visitor> streams = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeat").factory());

  private final Watch looking = Watch.every(LOOK_EVERY, "streams", this::endLost);

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

  /// Ends the streams whose credential is not good any more.
  void endLost() {
    streams.forEach(
        (stream, visitor) -> {
          if (visitor.standing().lost()) {
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
    looking.close();
  }
}
