package dev.doorward.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Reads one stream of a process to its end, keeps all of it, and hands those lines on that the
/// test is to see.
final class Tap {
  private static final long PATIENCE_SECONDS = 30;
  private static final byte[] END = {};

  private final Lines seen = new Lines();
  private final CountDownLatch ended = new CountDownLatch(1);

  private Tap() {}

  /// @param wanted where the test wanted it
  /// @param kept takes every line; empty when it is not for keeping
  static Tap open(
      InputStream in, Redirect wanted, Optional<LineSink> kept, Predicate<String> isSeen)
      throws IOException {
    Tap tap = new Tap();
    OutputStream file =
        wanted.type() == Redirect.Type.WRITE
            ? Files.newOutputStream(WatchedProcess.fileOf(wanted))
            : OutputStream.nullOutputStream();
    boolean piped = wanted.type() == Redirect.Type.PIPE;
    Thread.ofVirtual().start(() -> tap.pump(in, file, piped, kept, isSeen));
    return tap;
  }

  private void pump(
      InputStream in,
      OutputStream file,
      boolean piped,
      Optional<LineSink> kept,
      Predicate<String> isSeen) {
    try (InputStream from = new BufferedInputStream(in);
        OutputStream to = file) {
      for (byte[] line = line(from); line.length > 0; line = line(from)) {
        String text = new String(line, ISO_8859_1);
        if (kept.isPresent()) {
          kept.get().take(text, line);
        }
        if (isSeen.test(text)) {
          to.write(line);
          if (piped) {
            seen.add(line);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      seen.add(END);
      ended.countDown();
    }
  }

  /// Up to and including the next line break; empty at the end.
  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (int next = in.read(); next >= 0; next = in.read()) {
      line.write(next);
      if (next == '\n') {
        break;
      }
    }
    return line.toByteArray();
  }

  /// What the test reads.
  InputStream seen() {
    return seen;
  }

  /// Waits until everything has been read, which is when the process and all it started are gone.
  void awaitEnd() {
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a process is gone and its output is still open");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes the lines that are kept.
  interface LineSink {
    /// Takes one.
    ///
    /// @param text each byte as one character
    void take(String text, byte[] line) throws IOException;

    /// Into a file of its own.
    static LineSink into(Path file) throws IOException {
      OutputStream out = Files.newOutputStream(file);
      return (text, line) -> out.write(line);
    }
  }

  /// Lines as a stream; whoever writes it never waits for whoever reads it.
  private static final class Lines extends InputStream {
    private final LinkedBlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
    private byte[] current = {};
    private int at;
    private boolean over;

    void add(byte[] line) {
      waiting.add(line);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (over) {
        return -1;
      }
      if (at == current.length) {
        try {
          current = waiting.take();
          at = 0;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException(e);
        }
        over = current.length == 0;
      }
      if (over) {
        return -1;
      }
      int taken = Math.min(length, current.length - at);
      System.arraycopy(current, at, into, offset, taken);
      at += taken;
      return taken;
    }

    @Override
    public int available() {
      return current.length - at;
    }
  }
}
