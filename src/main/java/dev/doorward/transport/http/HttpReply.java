package dev.doorward.transport.http;

import dev.doorward.caller.CallerId;
import dev.doorward.limit.Permits;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.Reply;
import dev.doorward.transport.http.auth.Challenges;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Turns what the protocol says into one HTTP response: plain JSON if it answers first, a stream of
/// events if it sends something before.
final class HttpReply implements Reply {
  private final CompletableFuture<MutableHttpResponse<?>> response = new CompletableFuture<>();
  private final Heartbeat heartbeat;
  private final Permits<CallerId> streams;
  private final CallerId caller;
  private final Supplier<Visitor> visitor;
  private final Challenges challenges;
  private @Nullable EventStream stream;
  private List<Runnable> goneActions = List.of();
  private boolean gone;
  private boolean ended;
  private final AtomicBoolean left = new AtomicBoolean();

  /// @param challenges names the scopes that a refusal asks for
  /// @param streams the places for streams; this reply takes one when it becomes a stream
  /// @param visitor asked when this becomes a stream
  HttpReply(
      Heartbeat heartbeat,
      Challenges challenges,
      Permits<CallerId> streams,
      CallerId caller,
      Supplier<Visitor> visitor) {
    this.heartbeat = heartbeat;
    this.challenges = challenges;
    this.streams = streams;
    this.caller = caller;
    this.visitor = visitor;
  }

  /// The response; complete already when the protocol answered at once.
  CompletableFuture<MutableHttpResponse<?>> response() {
    return response;
  }

  @Override
  public void answer(Answer answer) {
    synchronized (this) {
      if (stream != null || ended) {
        return;
      }
      ended = true;
    }
    response.complete(Answers.of(answer, challenges));
  }

  @Override
  public void open() {
    openedStream();
  }

  @Override
  public void event(@Nullable String id, long retryMillis, byte[] message) {
    EventStream open = openedStream();
    if (open != null) {
      open.event(id, retryMillis, message);
    }
  }

  @Override
  public void end() {
    EventStream open;
    synchronized (this) {
      ended = true;
      open = stream;
    }
    if (open != null) {
      leave(open);
      open.end();
    }
  }

  @Override
  public synchronized boolean streaming() {
    return stream != null;
  }

  @Override
  public void whenGone(Runnable action) {
    synchronized (this) {
      if (!gone) {
        if (goneActions.isEmpty()) {
          goneActions = new ArrayList<>(1);
        }
        goneActions.add(action);
        return;
      }
    }
    action.run();
  }

  /// Takes the news that the client has left. After the end it is no news.
  void clientGone() {
    List<Runnable> due;
    EventStream open;
    synchronized (this) {
      if (gone || ended) {
        return;
      }
      gone = true;
      due = goneActions;
      goneActions = List.of();
      open = stream;
    }
    if (open != null) {
      leave(open);
    }
    due.forEach(Runnable::run);
  }

  private @Nullable EventStream openedStream() {
    EventStream opened = null;
    synchronized (this) {
      if (stream != null || ended || gone) {
        return ended ? null : stream;
      }
      if (streams.take(caller)) {
        opened = new EventStream(this::clientGone);
        stream = opened;
      }
    }
    if (opened == null) {
      // For the protocol it is as if the client had left: what was begun for it ends.
      response.complete(Answers.of(DoorError.TOO_MANY_STREAMS));
      clientGone();
      return null;
    }
    heartbeat.keepAlive(opened, visitor.get());
    boolean lost;
    synchronized (this) {
      lost = gone || ended;
    }
    if (lost) {
      // Whoever left it meanwhile could not have it forgotten yet.
      heartbeat.forget(opened);
    }
    response.complete(
        HttpResponse.ok(opened.body())
            .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .header("X-Accel-Buffering", "no"));
    return opened;
  }

  private void leave(EventStream open) {
    heartbeat.forget(open);
    if (left.compareAndSet(false, true)) {
      streams.giveBack(caller);
    }
  }
}
