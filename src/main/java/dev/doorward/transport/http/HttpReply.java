package dev.doorward.transport.http;

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
import org.jspecify.annotations.Nullable;

/// Turns what the protocol says into one HTTP response: plain JSON if it answers first, a stream of
/// events if it sends something before.
final class HttpReply implements Reply {
  private final CompletableFuture<MutableHttpResponse<?>> response = new CompletableFuture<>();
  private final Heartbeat heartbeat;
  private final Challenges challenges;
  private @Nullable EventStream stream;
  private List<Runnable> goneActions = List.of();
  private boolean gone;
  private boolean ended;

  HttpReply(Heartbeat heartbeat, Challenges challenges) {
    this.heartbeat = heartbeat;
    this.challenges = challenges;
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
      heartbeat.forget(open);
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
      heartbeat.forget(open);
    }
    due.forEach(Runnable::run);
  }

  private @Nullable EventStream openedStream() {
    EventStream opened;
    synchronized (this) {
      if (stream != null || ended) {
        return ended ? null : stream;
      }
      opened = new EventStream(this::clientGone);
      stream = opened;
    }
    heartbeat.keepAlive(opened);
    response.complete(
        HttpResponse.ok(opened.body())
            .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .header("X-Accel-Buffering", "no"));
    return opened;
  }
}
