package dev.doorward.protocol.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.protocol.Answer;
import dev.doorward.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client's side of one HTTP request, as the door would show it.
final class FakeReply implements Reply {
  record Event(@Nullable String id, long retryMillis, String data) {
    JsonNode json() {
      return JsonMapper.shared().readTree(data);
    }
  }

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Runnable> actions = new ArrayList<>();
  private volatile @Nullable Answer answer;
  private volatile boolean streaming;

  @Override
  public void answer(Answer given) {
    answer = given;
    over.countDown();
  }

  @Override
  public void open() {
    streaming = true;
  }

  @Override
  public synchronized void event(@Nullable String id, long retryMillis, byte[] message) {
    if (over.getCount() == 0) {
      return;
    }
    streaming = true;
    events.add(new Event(id, retryMillis, new String(message, UTF_8)));
  }

  @Override
  public void end() {
    over.countDown();
  }

  @Override
  public boolean streaming() {
    return streaming;
  }

  @Override
  public synchronized void whenGone(Runnable action) {
    actions.add(action);
  }

  /// Closes the connection from the client's side.
  void hangUp() {
    List<Runnable> due;
    synchronized (this) {
      due = List.copyOf(actions);
    }
    over.countDown();
    due.forEach(Runnable::run);
  }

  Event next() throws InterruptedException {
    return Objects.requireNonNull(events.poll(10, TimeUnit.SECONDS), "no event came");
  }

  /// The next event that carries a message.
  JsonNode nextMessage() throws InterruptedException {
    Event event = next();
    return event.data().isEmpty() ? nextMessage() : event.json();
  }

  boolean hasNoEvent() {
    return events.isEmpty();
  }

  Answer answered() throws InterruptedException {
    awaitEnd();
    return Objects.requireNonNull(answer, "it was a stream");
  }

  JsonNode body() throws InterruptedException {
    return JsonMapper.shared().readTree(answered().body());
  }

  void awaitEnd() throws InterruptedException {
    assertThat(over.await(10, TimeUnit.SECONDS)).as("the reply ends").isTrue();
  }

  boolean ended() {
    return over.getCount() == 0;
  }
}
