package dev.doorward.protocol.legacy;

import dev.doorward.protocol.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// One logical stream of server-sent events. It outlives its connections: what is sent while there
/// is none is kept, within bounds, for the client that comes back with the id of the last event it
/// saw (2025-11-25, basic/transports).
///
/// Event ids are `<stream>-<number>`; they name a place in a session and are no secret.
final class EventStream {
  static final long RETRY_MILLIS = 1_000;
  private static final int MOST_KEPT = 256;
  private static final byte[] NO_DATA = {};

  private final int number;
  private final boolean primes;
  private final ReplayMemory memory;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private long last;
  private boolean finished;
  private @Nullable Reply reply;

  private record Kept(long event, byte[] message) {}

  /// @param primes whether a new connection begins with an event without data, so that the client
  ///   knows where it is
  EventStream(int number, boolean primes, ReplayMemory memory) {
    this.number = number;
    this.primes = primes;
    this.memory = memory;
  }

  int number() {
    return number;
  }

  /// Connects a client that comes for the first time, or comes back.
  ///
  /// @param seen the number of the last event it saw; what came after it is sent again
  synchronized void attach(Reply next, long seen) {
    Reply before = reply;
    if (before != null) {
      before.end();
    }
    reply = next;
    next.open();
    if (primes && seen >= last) {
      next.event(id(last), RETRY_MILLIS, NO_DATA);
    }
    for (Kept event : kept) {
      if (event.event > seen) {
        next.event(id(event.event), -1, event.message);
      }
    }
    if (finished) {
      reply = null;
      next.end();
      return;
    }
    next.whenGone(() -> leave(next));
  }

  /// Connects a client that wants what comes from now on.
  synchronized void attachAtEnd(Reply next) {
    attach(next, last);
  }

  /// Tells whether a client is connected.
  synchronized boolean attached() {
    return reply != null;
  }

  /// Sends a message, or keeps it until the client comes back.
  ///
  /// @return false when it was neither sent nor kept
  synchronized boolean send(byte[] message) {
    if (finished) {
      return false;
    }
    last++;
    boolean keeps = keep(message);
    if (reply == null) {
      return keeps;
    }
    reply.event(id(last), -1, message);
    return true;
  }

  /// Ends the connection but not the stream: the client is to come back for the rest.
  synchronized void detach() {
    Reply now = reply;
    reply = null;
    if (now != null) {
      now.end();
    }
  }

  /// Ends the stream; what is kept stays for a client that missed the end.
  synchronized void finish() {
    finished = true;
    detach();
  }

  /// Ends the stream and forgets what it kept.
  synchronized void discard() {
    finish();
    forget();
  }

  /// Forgets what it kept.
  synchronized void forget() {
    while (!kept.isEmpty()) {
      forgetOldest();
    }
  }

  @SuppressWarnings("ReferenceEquality") // a later reply of the same session must stay
  private synchronized void leave(Reply gone) {
    if (reply == gone) {
      reply = null;
    }
  }

  private boolean keep(byte[] message) {
    if (kept.size() == MOST_KEPT) {
      forgetOldest();
    }
    while (!memory.take(message.length)) {
      if (kept.isEmpty()) {
        return false;
      }
      forgetOldest();
    }
    kept.addLast(new Kept(last, message));
    return true;
  }

  private void forgetOldest() {
    memory.giveBack(kept.removeFirst().message.length);
  }

  private String id(long event) {
    return number + "-" + event;
  }
}
