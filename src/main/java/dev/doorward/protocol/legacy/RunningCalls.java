package dev.doorward.protocol.legacy;

import dev.doorward.protocol.wire.RequestId;
import dev.doorward.service.Cancellation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls of one session that have no answer yet, by the id their client gave them.
final class RunningCalls {
  private final int most;
  private final Map<String, Cancellation> byId = new HashMap<>();
  private int unanswered;
  private boolean closed;

  RunningCalls(int most) {
    this.most = most;
  }

  /// How adding a call ended.
  enum Added {
    YES,
    ID_IN_USE,
    TOO_MANY
  }

  synchronized Added add(RequestId id, Cancellation cancellation) {
    if (closed || byId.size() >= most) {
      return Added.TOO_MANY;
    }
    if (byId.putIfAbsent(id.key(), cancellation) != null) {
      return Added.ID_IN_USE;
    }
    unanswered++;
    return Added.YES;
  }

  /// Frees the id of a call that is done; its client may use it again once it has the answer.
  synchronized void remove(RequestId id) {
    byId.remove(id.key());
  }

  /// Takes note that the answer of a call is on its way.
  synchronized void answered() {
    unanswered--;
    notifyAll();
  }

  synchronized boolean isEmpty() {
    return byId.isEmpty();
  }

  /// Passes on the client's word about one of its calls; a call that ended is not an error.
  void cancel(RequestId id) {
    cancellationOf(id).ifPresent(Cancellation::cancel);
  }

  /// Cancels all and takes no more.
  void close() {
    all().forEach(Cancellation::cancel);
  }

  /// Waits until none runs and every answer is on its way.
  ///
  /// @return false when that took longer
  synchronized boolean awaitNone(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (unanswered > 0) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private synchronized Optional<Cancellation> cancellationOf(RequestId id) {
    return Optional.ofNullable(byId.get(id.key()));
  }

  private synchronized List<Cancellation> all() {
    closed = true;
    return List.copyOf(byId.values());
  }
}
