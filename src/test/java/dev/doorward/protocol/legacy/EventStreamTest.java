package dev.doorward.protocol.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventStreamTest {
  @Test
  void beginsWithAnEventThatCarriesOnlyAnIdAndTheRetryTime() throws InterruptedException {
    FakeReply client = new FakeReply();
    stream(1024).attachAtEnd(client);
    assertThat(client.next()).isEqualTo(new FakeReply.Event("7-0", EventStream.RETRY_MILLIS, ""));
  }

  @Test
  void sparesOlderClientsTheEventWithoutData() {
    FakeReply client = new FakeReply();
    new EventStream(7, false, new ReplayMemory(1024)).attachAtEnd(client);
    assertThat(client.streaming()).isTrue();
    assertThat(client.hasNoEvent()).isTrue();
  }

  @Test
  void sendsAgainWhatCameAfterTheLastEventTheClientSaw() throws InterruptedException {
    EventStream stream = stream(1024);
    FakeReply first = new FakeReply();
    stream.attachAtEnd(first);
    send(stream, "one");
    first.hangUp();
    send(stream, "two");
    send(stream, "three");
    FakeReply second = new FakeReply();
    stream.attach(second, 1);
    assertThat(second.next().data()).isEqualTo("two");
    assertThat(second.next()).isEqualTo(new FakeReply.Event("7-3", -1, "three"));
  }

  @Test
  void endsTheOldConnectionWhenTheClientComesBack() {
    EventStream stream = stream(1024);
    FakeReply first = new FakeReply();
    FakeReply second = new FakeReply();
    stream.attachAtEnd(first);
    stream.attach(second, 0);
    assertThat(first.ended()).isTrue();
    first.hangUp();
    assertThat(stream.attached()).isTrue();
  }

  @Test
  void givesAClientThatMissedTheEndTheRestAndEndsAgain() throws InterruptedException {
    EventStream stream = stream(1024);
    stream.attachAtEnd(new FakeReply());
    stream.detach();
    send(stream, "result");
    stream.finish();
    FakeReply back = new FakeReply();
    stream.attach(back, 0);
    assertThat(back.next().data()).isEqualTo("result");
    assertThat(back.ended()).isTrue();
  }

  @Test
  void forgetsTheOldestWhenItsMemoryIsFull() throws InterruptedException {
    EventStream stream = stream(10);
    send(stream, "123456");
    send(stream, "abcdef");
    FakeReply client = new FakeReply();
    stream.attach(client, 0);
    assertThat(client.next().data()).isEqualTo("abcdef");
    assertThat(client.hasNoEvent()).isTrue();
  }

  @Test
  void saysWhenNobodyWillEverGetAMessage() {
    EventStream stream = stream(10);
    assertThat(send(stream, "12345678901")).isFalse();
    stream.attachAtEnd(new FakeReply());
    assertThat(send(stream, "12345678901")).isTrue();
    stream.finish();
    assertThat(send(stream, "late")).isFalse();
  }

  @Test
  void keepsABoundedNumberOfEvents() throws InterruptedException {
    EventStream stream = stream(1_000_000);
    for (int i = 1; i <= 1_000; i++) {
      send(stream, "event " + i);
    }
    FakeReply client = new FakeReply();
    stream.attach(client, 0);
    assertThat(client.next().data()).isEqualTo("event 745");
  }

  @Test
  void givesItsMemoryBackWhenItIsDiscarded() {
    ReplayMemory memory = new ReplayMemory(10);
    EventStream stream = new EventStream(1, true, memory);
    send(stream, "1234567890");
    assertThat(memory.take(1)).isFalse();
    stream.discard();
    assertThat(memory.take(10)).isTrue();
  }

  private static EventStream stream(int bytes) {
    return new EventStream(7, true, new ReplayMemory(bytes));
  }

  private static boolean send(EventStream stream, String message) {
    return stream.send(message.getBytes(UTF_8));
  }
}
