package dev.doorward.audit;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Where audit lines go. Used by one thread at a time.
public sealed interface AuditSink extends Closeable {

  /// Appends one line, line break included.
  ///
  /// @throws IOException when not every byte was taken; the caller then refuses what it was about
  ///   to do
  void append(ByteBuffer line) throws IOException;

  /// A file only its owner may read, appended to. The page cache takes a line in microseconds; when
  /// it reaches the disk is the operating system's business.
  final class ToFile implements AuditSink {
    private final FileChannel channel;

    /// @param file created when it is not there
    public ToFile(Path file) throws IOException {
      boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
      Set<StandardOpenOption> options =
          Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      this.channel =
          posix
              ? FileChannel.open(
                  file,
                  options,
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------")))
              : FileChannel.open(file, options);
    }

    @Override
    public void append(ByteBuffer line) throws IOException {
      while (line.hasRemaining()) {
        channel.write(line);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
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
    public void append(ByteBuffer line) throws IOException {
      out.write(line.array(), line.arrayOffset() + line.position(), line.remaining());
      out.flush();
    }

    @Override
    public void close() {
      // Standard error outlives the audit trail.
    }
  }
}
