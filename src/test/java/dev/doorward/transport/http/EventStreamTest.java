package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;

final class EventStreamTest {
  private final AtomicInteger gone = new AtomicInteger();
  private final EventStream stream = new EventStream(gone::incrementAndGet);

  /// A client that reads only when it is told to.
  private static final class Reader extends BaseSubscriber<byte[]> {
    final List<String> frames = new ArrayList<>();

    @Override
    protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
      // Nothing is asked for yet.
    }

    @Override
    protected void hookOnNext(byte[] frame) {
      frames.add(new String(frame, StandardCharsets.UTF_8));
    }
  }

  @Test
  void beginsWithACommentSoThatTheHeadGoesOut() {
    Reader reader = new Reader();
    stream.body().subscribe(reader);
    stream.event("7", 500, "{}".getBytes(StandardCharsets.UTF_8));
    reader.requestUnbounded();
    assertThat(reader.frames).containsExactly(": \n\n", "id: 7\nretry: 500\ndata: {}\n\n");
  }

  @Test
  void losesAClientThatDoesNotReadBeforeItFillsTheMemory() {
    stream.body().subscribe(new Reader());
    byte[] large = new byte[4 * 1024 * 1024];
    for (int i = 0; i < 20 && gone.get() == 0; i++) {
      stream.event(null, -1, large);
    }
    assertThat(gone).hasValue(1);
    assertThat(stream.over()).isTrue();
  }

  @Test
  void losesAClientThatLetsTooManyEventsWait() {
    stream.body().subscribe(new Reader());
    for (int i = 0; i < 2_000 && gone.get() == 0; i++) {
      stream.heartbeat();
    }
    assertThat(gone).hasValue(1);
  }

  @Test
  void keepsAClientThatReads() {
    Reader reader = new Reader();
    stream.body().subscribe(reader);
    reader.requestUnbounded();
    byte[] large = new byte[4 * 1024 * 1024];
    for (int i = 0; i < 20; i++) {
      stream.event(null, -1, large);
    }
    assertThat(gone).hasValue(0);
    assertThat(reader.frames).hasSize(21);
  }
}
