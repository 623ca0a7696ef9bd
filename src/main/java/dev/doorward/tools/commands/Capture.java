package dev.doorward.tools.commands;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// What one stream of a process said: its beginning is kept, the rest is read and counted, so that
/// the process does not wait for a reader and memory does not grow with it.
final class Capture {
  /// A process that says more than this is ended.
  static final long FLOOD_BYTES = 64L * 1024 * 1024;

  private static final int CHUNK = 8 * 1024;

  private final int most;
  private final Thread reader;
  private byte[] kept = new byte[0];
  private int length;
  private long total;

  private Capture(InputStream stream, int most, String name) {
    this.most = most;
    // A read of a pipe cannot be interrupted, so that it has a thread which nobody must wait for.
    this.reader = Thread.ofPlatform().daemon().name(name).unstarted(() -> drain(stream));
  }

  /// Reads a stream from now on.
  static Capture of(InputStream stream, int most, String name) {
    Capture capture = new Capture(stream, most, name);
    capture.reader.start();
    return capture;
  }

  private void drain(InputStream stream) {
    byte[] chunk = new byte[CHUNK];
    try {
      for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
        keep(chunk, read);
      }
    } catch (IOException _) {
      // The process is gone, and its pipe with it.
    }
  }

  private synchronized void keep(byte[] chunk, int read) {
    total += read;
    int wanted = Math.min(read, most - length);
    if (length + wanted > kept.length) {
      kept = Arrays.copyOf(kept, Math.min(most, Math.max(length + wanted, 2 * kept.length)));
    }
    System.arraycopy(chunk, 0, kept, length, wanted);
    length += wanted;
  }

  /// Waits for the end of the stream, but no longer than for what is certainly on its way: somebody
  /// who outlived the command may hold it open.
  void settle(Duration patience) throws InterruptedException {
    reader.join(patience);
  }

  /// How many bytes there were so far.
  synchronized long total() {
    return total;
  }

  /// Whether some of them were not kept.
  synchronized boolean truncated() {
    return total > length;
  }

  boolean floods() {
    return total() > FLOOD_BYTES;
  }

  /// What was kept, as UTF-8; what is none is replaced. A character that was cut in two is left
  /// out.
  synchronized String text() {
    int end = length;
    if (total > length) {
      end = lastWhole();
    }
    return new String(kept, 0, end, StandardCharsets.UTF_8);
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
