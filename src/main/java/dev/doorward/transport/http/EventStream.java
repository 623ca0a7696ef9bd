package dev.doorward.transport.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// A stream of server-sent events (HTML standard, section 9.2) as a response body. Bounded: a
/// client that does not read loses its stream, not our memory.
final class EventStream {
  private static final int MOST_WAITING = 1_024;
  private static final long MOST_WAITING_BYTES = 32L * 1024 * 1024;
  private static final byte[] COMMENT = ": \n\n".getBytes(StandardCharsets.US_ASCII);

  private final Sinks.Many<byte[]> events =
      Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(MOST_WAITING));
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Runnable gone;
  private boolean over;

  /// @param gone run when the client leaves, or cannot keep up
  EventStream(Runnable gone) {
    this.gone = gone;
    // The framework sends no head before there is something to send.
    heartbeat();
  }

  Flux<byte[]> body() {
    return events
        .asFlux()
        .doOnNext(frame -> waitingBytes.addAndGet(-frame.length))
        .doOnCancel(this::leave);
  }

  void heartbeat() {
    emit(COMMENT);
  }

  /// A message never holds a line break, so that one data line carries it whole.
  void event(@Nullable String id, long retryMillis, byte[] message) {
    StringBuilder head = new StringBuilder(64);
    if (id != null) {
      head.append("id: ").append(id).append('\n');
    }
    if (retryMillis >= 0) {
      head.append("retry: ").append(retryMillis).append('\n');
    }
    head.append("data: ");
    byte[] start = head.toString().getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[start.length + message.length + 2];
    System.arraycopy(start, 0, frame, 0, start.length);
    System.arraycopy(message, 0, frame, start.length, message.length);
    frame[frame.length - 2] = '\n';
    frame[frame.length - 1] = '\n';
    emit(frame);
  }

  synchronized void end() {
    if (!over) {
      over = true;
      events.tryEmitComplete();
    }
  }

  /// Ends it as if the client had left: what was begun for it ends too.
  void cut() {
    end();
    gone.run();
  }

  synchronized boolean over() {
    return over;
  }

  private void emit(byte[] frame) {
    boolean lost;
    synchronized (this) {
      lost = !over && !taken(frame);
      if (lost) {
        over = true;
        events.tryEmitComplete();
      }
    }
    if (lost) {
      gone.run();
    }
  }

  private boolean taken(byte[] frame) {
    return waitingBytes.addAndGet(frame.length) <= MOST_WAITING_BYTES
        && events.tryEmitNext(frame).isSuccess();
  }

  private void leave() {
    synchronized (this) {
      over = true;
    }
    gone.run();
  }
}
