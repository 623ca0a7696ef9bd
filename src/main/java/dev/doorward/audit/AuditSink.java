package dev.doorward.audit;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Where audit lines go. Lines come out in the order in which they went in, whichever thread brings
/// them.
public sealed interface AuditSink extends Closeable permits FileSink, AuditSink.ToStream {

  /// Finishes and appends one line, and every line before it.
  ///
  /// @throws IOException when not every byte was taken; the caller then refuses what it was about
  ///   to do
  void append(AuditLine line) throws IOException;

  /// Finishes and appends one line that nothing waits for: with the next [#append], or a moment
  /// later.
  ///
  /// @throws IOException when there is no room to keep it
  void appendSoon(AuditLine line) throws IOException;

  /// Tells whether the last attempt to take a line, or to bring lines where they belong, failed.
  boolean failing();

  /// Where the chain of lines ends; empty without a chain.
  Optional<Head> head();

  /// A stream that is not ours to close, standard error in practice. Its lines have no chain: who
  /// keeps them guards them.
  final class ToStream implements AuditSink {
    private final OutputStream out;
    private volatile boolean failing;

    /// @param out where lines are written, each with one write
    public ToStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public synchronized void append(AuditLine line) throws IOException {
      ByteBuffer bytes = line.end();
      failing = true;
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      out.flush();
      failing = false;
    }

    @Override
    public void appendSoon(AuditLine line) throws IOException {
      append(line);
    }

    @Override
    public boolean failing() {
      return failing;
    }

    @Override
    public Optional<Head> head() {
      return Optional.empty();
    }

    @Override
    public void close() {
      // Standard error outlives the audit trail.
    }
  }
}
