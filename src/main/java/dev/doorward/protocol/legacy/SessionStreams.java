package dev.doorward.protocol.legacy;

import dev.doorward.caller.Caller;
import dev.doorward.protocol.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The streams of one session at the remote door: the one a client opens with GET, and one for
/// every call that had something to send before its answer.
final class SessionStreams {
  static final int LISTENING = 0;

  /// So many ended streams are remembered for clients that missed the end.
  private static final int MOST_ENDED = 4;

  private final boolean primes;
  private final ReplayMemory memory;
  private final Map<Integer, EventStream> calls = new HashMap<>();
  private final Deque<EventStream> ended = new ArrayDeque<>();
  private @Nullable EventStream listening;
  private volatile @Nullable Caller listener;
  private int last = LISTENING;
  private boolean closed;

  SessionStreams(boolean primes, int replayBytes) {
    this.primes = primes;
    this.memory = new ReplayMemory(replayBytes);
  }

  /// Opens the stream for what belongs to no call.
  ///
  /// @param caller the rights of its credential decide of what it is told
  /// @return false when it is open already or the session has ended
  synchronized boolean listen(Caller caller, Reply reply) {
    EventStream stream = listening;
    if (closed || (stream != null && stream.attached())) {
      return false;
    }
    if (stream == null) {
      stream = new EventStream(LISTENING, primes, memory);
      listening = stream;
    }
    heardBy(caller, stream);
    stream.attachAtEnd(reply);
    return true;
  }

  /// Notes who listens from now on. What was kept for one with other rights is nothing for this
  /// one, neither now nor when it comes back.
  ///
  /// @return whether it has the rights of whoever listened before
  private boolean heardBy(Caller caller, EventStream stream) {
    Caller before = listener;
    boolean same =
        before != null
            && before.roles().equals(caller.roles())
            && before.scopes().equals(caller.scopes());
    if (!same) {
      stream.forget();
    }
    listener = caller;
    return same;
  }

  /// Who listens, or did last; empty before anybody has.
  Optional<Caller> listener() {
    return Optional.ofNullable(listener);
  }

  /// Sends what belongs to no call; nobody gets it who never listened.
  void send(byte[] message) {
    Optional<EventStream> stream = stream(LISTENING);
    stream.ifPresent(found -> found.send(message));
  }

  /// Makes the stream of a call.
  synchronized EventStream open() {
    EventStream stream = new EventStream(++last, primes, memory);
    calls.put(stream.number(), stream);
    if (closed) {
      stream.discard();
    }
    return stream;
  }

  /// Remembers that a call has ended, and forgets the one that ended longest ago.
  synchronized void ended(EventStream stream) {
    ended.addLast(stream);
    if (ended.size() > MOST_ENDED) {
      EventStream oldest = ended.removeFirst();
      calls.remove(oldest.number());
      oldest.discard();
    }
  }

  /// Takes back a client that was connected before. What belongs to no call was chosen by the
  /// rights of whoever listened then: with others the client gets what comes from now on.
  ///
  /// @return false when there is no such stream any more
  synchronized boolean resume(EventId seen, Caller caller, Reply reply) {
    Optional<EventStream> found = stream(seen.stream());
    if (found.isEmpty()) {
      return false;
    }
    EventStream stream = found.get();
    if (seen.ofNoCall() && !heardBy(caller, stream)) {
      stream.attachAtEnd(reply);
    } else {
      stream.attach(reply, seen.event());
    }
    return true;
  }

  /// Tells whether a client is connected to listen.
  boolean listened() {
    return stream(LISTENING).map(EventStream::attached).orElse(false);
  }

  /// Ends the connection of a client that listens.
  void stopListening() {
    stream(LISTENING).ifPresent(EventStream::detach);
  }

  /// Ends all streams and forgets what they kept.
  void close() {
    for (EventStream stream : all()) {
      stream.discard();
    }
  }

  private synchronized Optional<EventStream> stream(int number) {
    return Optional.ofNullable(number == LISTENING ? listening : calls.get(number));
  }

  private synchronized Iterable<EventStream> all() {
    closed = true;
    Deque<EventStream> found = new ArrayDeque<>(calls.values());
    if (listening != null) {
      found.add(listening);
    }
    return found;
  }
}
