package dev.doorward.tools.commands;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/// What one stream of a process said: its beginning is kept, the rest is read and counted, so that
/// the process does not wait for a reader and memory does not grow with it.
final class Capture {
  /// A process that says more than this is ended.
  static final long FLOOD_BYTES = 64L * 1024 * 1024;

  private static final int CHUNK = 8 * 1024;

  private static final Duration SHORTEST_WAIT = Duration.ofNanos(100_000);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(10);

  private final InputStream stream;
  private final int most;
  private final Thread reader;
  private volatile boolean over;
  private volatile boolean closed;
  private byte[] kept = new byte[0];
  private int length;
  private long total;

  private Capture(InputStream stream, int most, String name) {
    this.stream = stream;
    this.most = most;
    this.reader = Thread.ofVirtual().name(name).unstarted(this::drain);
  }

  /// What a stream said.
  ///
  /// @param text its beginning as UTF-8; what is none is replaced, and a character that was cut in
  ///   two is left out
  /// @param total how many bytes there were
  /// @param truncated whether some of them were not kept
  record Said(String text, long total, boolean truncated) {}

  /// For a stream that nobody reads yet.
  static Capture of(InputStream stream, int most, String name) {
    return new Capture(stream, most, name);
  }

  /// Reads it from now on.
  void start() {
    reader.start();
  }

  /// Nobody can be woken who waits in a read of a pipe, and somebody who outlived the command may
  /// hold its other end for ever: so that only what is there already is read.
  private void drain() {
    byte[] chunk = new byte[CHUNK];
    long wait = SHORTEST_WAIT.toNanos();
    try (stream) {
      while (!closed) {
        boolean last = over;
        if (stream.available() > 0) {
          keep(chunk, Math.max(0, stream.read(chunk)));
          wait = SHORTEST_WAIT.toNanos();
        } else if (last) {
          return;
        } else {
          LockSupport.parkNanos(wait);
          wait = Math.min(2 * wait, LONGEST_WAIT.toNanos());
        }
      }
    } catch (IOException _) {
      // The process is gone, and its pipe with it.
    }
  }

  private synchronized void keep(byte[] chunk, int read) {
    if (closed) {
      return;
    }
    total += read;
    int wanted = Math.min(read, most - length);
    if (length + wanted > kept.length) {
      kept = Arrays.copyOf(kept, Math.min(most, Math.max(length + wanted, 2 * kept.length)));
    }
    System.arraycopy(chunk, 0, kept, length, wanted);
    length += wanted;
  }

  /// Ends the reading when the process has ended: what is in the pipe is read to its end, but no
  /// longer than `patience`, since somebody who outlived the command may go on to write.
  Said settle(Duration patience) throws InterruptedException {
    over = true;
    LockSupport.unpark(reader);
    reader.join(patience);
    return said();
  }

  private synchronized Said said() {
    int end = total > length ? lastWhole() : length;
    return new Said(new String(kept, 0, end, StandardCharsets.UTF_8), total, total > length);
  }

  /// Lets go of the stream and of what was kept. Whoever still writes to it cannot any more.
  void close() {
    synchronized (this) {
      closed = true;
      kept = new byte[0];
      length = 0;
    }
    if (reader.getState() == Thread.State.NEW) {
      closeStream();
    }
    LockSupport.unpark(reader);
  }

  private void closeStream() {
    try {
      stream.close();
    } catch (IOException _) {
      // The process is gone, and its pipe with it.
    }
  }

  /// How many bytes there were so far.
  synchronized long total() {
    return total;
  }

  /// Whether its thread is there.
  boolean reads() {
    return reader.isAlive();
  }

  boolean floods() {
    return total() > FLOOD_BYTES;
  }

  private int lastWhole() {
    for (int back = 1; back <= Math.min(3, length); back++) {
      int lead = kept[length - back] & 0xFF;
      if (lead < 0x80) {
        return length;
      }
      if (lead >= 0xC0) {
        int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        return needed > back ? length - back : length;
      }
    }
    return length;
  }
}
