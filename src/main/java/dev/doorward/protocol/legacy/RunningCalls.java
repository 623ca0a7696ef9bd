package dev.doorward.protocol.legacy;

import dev.doorward.protocol.wire.RequestId;
import dev.doorward.service.Cancellation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The calls of one session that have no answer yet, by the id their client gave them. A client may
/// send many at once over many connections, so that taking a call in and out locks nothing.
final class RunningCalls {
  private final int most;
  private final Map<String, Cancellation> byId = new ConcurrentHashMap<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile boolean closed;
  private volatile boolean awaited;

  RunningCalls(int most) {
    this.most = most;
  }

  /// How adding a call ended.
  enum Added {
    YES,
    ID_IN_USE,
    TOO_MANY
  }

  Added add(RequestId id, Cancellation cancellation) {
    if (running.incrementAndGet() > most) {
      running.decrementAndGet();
      return Added.TOO_MANY;
    }
    if (byId.putIfAbsent(id.key(), cancellation) != null) {
      running.decrementAndGet();
      return Added.ID_IN_USE;
    }
    if (closed) {
      // Whoever closed may have looked before this one was there to be cancelled.
      remove(id);
      return Added.TOO_MANY;
    }
    unanswered.incrementAndGet();
    return Added.YES;
  }

  /// Frees the id of a call that is done; its client may use it again once it has the answer.
  void remove(RequestId id) {
    if (byId.remove(id.key()) != null) {
      running.decrementAndGet();
    }
  }

  /// Takes note that the answer of a call is on its way.
  void answered() {
    if (unanswered.decrementAndGet() == 0 && awaited) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /// Passes on the client's word about one of its calls; a call that ended is not an error.
  void cancel(RequestId id) {
    cancellationOf(id).ifPresent(Cancellation::cancel);
  }

  /// Cancels all and takes no more.
  void close() {
    closed = true;
    byId.values().forEach(Cancellation::cancel);
  }

  /// Waits until none runs and every answer is on its way.
  ///
  /// @return false when that took longer
  synchronized boolean awaitNone(Duration longest) throws InterruptedException {
    awaited = true;
    long end = System.nanoTime() + longest.toNanos();
    while (unanswered.get() > 0) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private Optional<Cancellation> cancellationOf(RequestId id) {
    return Optional.ofNullable(byId.get(id.key()));
  }
}
