package dev.doorward.audit;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;

/// Where audit lines go. Lines come out in the order in which they went in, whichever thread brings
/// them; one that was cut short is the only one lost, as the next begins on a line of its own.
public sealed interface AuditSink extends Closeable {

  /// Appends one line, line break included, and every line before it.
  ///
  /// @throws IOException when not every byte was taken; the caller then refuses what it was about
  ///   to do
  void append(ByteBuffer line) throws IOException;

  /// Appends one line that nothing waits for: with the next [#append], or a moment later.
  ///
  /// @throws IOException when there is no room to keep it
  void appendSoon(ByteBuffer line) throws IOException;

  /// A file only its owner may read, appended to. The page cache takes a line in microseconds; when
  /// it reaches the disk is the operating system's business. Lines that nothing waits for are kept
  /// up to [#LINGER], so that a busy server writes once per call; those that cannot be written then
  /// are tried again.
  final class ToFile implements AuditSink {
    /// How long a line that nothing waits for is kept.
    static final Duration LINGER = Duration.ofMillis(10);

    private static final int MOST_KEPT_BYTES = 256 * 1024;
    private static final byte LINE_BREAK = '\n';

    private final WritableByteChannel channel;
    // Ready to be filled; what is in it has not reached the file.
    private final ByteBuffer kept = ByteBuffer.allocateDirect(MOST_KEPT_BYTES);
    private boolean flushDue;
    private boolean torn;

    /// @param file created when it is not there
    public ToFile(Path file) throws IOException {
      this(open(file));
    }

    ToFile(WritableByteChannel channel) {
      this.channel = channel;
    }

    private static FileChannel open(Path file) throws IOException {
      boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
      Set<StandardOpenOption> options =
          Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      return posix
          ? FileChannel.open(
              file,
              options,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
          : FileChannel.open(file, options);
    }

    @Override
    public synchronized void append(ByteBuffer line) throws IOException {
      int length = line.remaining();
      keep(line);
      try {
        writeKept();
      } catch (IOException e) {
        forget(length);
        throw e;
      }
    }

    @Override
    public synchronized void appendSoon(ByteBuffer line) throws IOException {
      keep(line);
      if (!flushDue) {
        flushDue = true;
        Thread.ofVirtual().name("audit").start(this::flushLater);
      }
    }

    @Override
    public synchronized void close() throws IOException {
      try (channel) {
        if (channel.isOpen()) {
          writeKept();
        }
      }
    }

    private void keep(ByteBuffer line) throws IOException {
      if (line.remaining() + 1 > kept.remaining()) {
        writeKept();
      }
      if (line.remaining() + 1 > kept.remaining()) {
        throw new IOException("an audit line of " + line.remaining() + " bytes is too long");
      }
      if (torn) {
        kept.put(LINE_BREAK);
        torn = false;
      }
      kept.put(line);
    }

    private void writeKept() throws IOException {
      kept.flip();
      try {
        while (kept.hasRemaining()) {
          channel.write(kept);
        }
      } finally {
        kept.compact();
      }
    }

    /// Takes back the last line, which must not come out later as if it had been taken in time.
    private void forget(int length) {
      torn = kept.position() < length;
      kept.position(Math.max(0, kept.position() - length));
    }

    private void flushLater() {
      try {
        Thread.sleep(LINGER);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      synchronized (this) {
        flushDue = false;
        try {
          if (channel.isOpen()) {
            writeKept();
          }
        } catch (IOException e) {
          // The lines are kept; the next intent meets the same trouble and says so.
        }
      }
    }
  }

  /// A stream that is not ours to close, standard error in practice.
  final class ToStream implements AuditSink {
    private final OutputStream out;

    /// @param out where lines are written, each with one write
    public ToStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public synchronized void append(ByteBuffer line) throws IOException {
      out.write(line.array(), line.arrayOffset() + line.position(), line.remaining());
      out.flush();
    }

    @Override
    public void appendSoon(ByteBuffer line) throws IOException {
      append(line);
    }

    @Override
    public void close() {
      // Standard error outlives the audit trail.
    }
  }
}
