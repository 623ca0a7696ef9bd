package dev.doorward.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A door's reply that remembers what it was given.
public final class RecordedReply implements Reply {
  private static final long PATIENCE_SECONDS = 10;

  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final List<Runnable> whenGone = new ArrayList<>();
  private volatile boolean streaming;

  @Override
  public void answer(Answer given) {
    if (!answer.complete(given)) {
      throw new IllegalStateException("answered twice");
    }
  }

  @Override
  public void open() {
    streaming = true;
  }

  @Override
  public void event(@Nullable String id, long retryMillis, byte[] message) {
    streaming = true;
    events.add(new String(message, StandardCharsets.UTF_8));
  }

  @Override
  public void end() {
    ended.complete(true);
  }

  @Override
  public boolean streaming() {
    return streaming;
  }

  @Override
  public synchronized void whenGone(Runnable action) {
    whenGone.add(action);
  }

  /// Lets the client go away.
  public synchronized void goAway() {
    whenGone.forEach(Runnable::run);
  }

  /// The plain answer, waited for.
  public Answer answer() {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no answer came", e);
    }
  }

  /// The body of the plain answer.
  public String body() {
    return new String(answer().body(), StandardCharsets.UTF_8);
  }

  /// The next event of the stream, waited for.
  public String event() {
    try {
      String event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no event came");
      }
      return event;
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /// How many events have come that nobody has looked at.
  public int eventsWaiting() {
    return events.size();
  }

  /// Waits for the end of the stream.
  public void awaitEnd() {
    try {
      ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the stream did not end", e);
    }
  }

  /// Tells whether a plain answer was given.
  public boolean answered() {
    return answer.isDone();
  }
}
