package dev.doorward.transport.http;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Keeps quiet streams alive: a comment every 15 seconds, so that no proxy takes silence for death.
@Singleton
final class Heartbeat {
  private static final Duration EVERY = Duration.ofSeconds(15);

  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heartbeat").factory());

  Heartbeat() {
    var _ =
        timer.scheduleAtFixedRate(
            this::beat, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  void keepAlive(EventStream stream) {
    streams.add(stream);
  }

  void forget(EventStream stream) {
    streams.remove(stream);
  }

  private void beat() {
    streams.removeIf(EventStream::over);
    streams.forEach(EventStream::heartbeat);
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
  }
}
