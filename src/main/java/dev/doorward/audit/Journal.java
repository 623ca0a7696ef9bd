package dev.doorward.audit;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/// Lines on their way to the audit file: a small file of fixed size, mapped into memory. What was
/// put here outlives the process however that ends, and costs no system call; many lines then go to
/// the audit file with one write. Its room is taken when it is opened, so that no line meets a full
/// disk here. Not for several threads at once.
///
/// It begins with the place in the audit file where its lines belong (8 bytes) and how many bytes
/// of them there are (4 bytes), in the machine's byte order; the lines follow after 16 bytes.
final class Journal {
  /// All of it.
  static final int BYTES = 128 * 1024;

  private static final int PLACE_AT = 0;
  private static final int LENGTH_AT = Long.BYTES;
  private static final int LINES_AT = 16;
  private static final int MOST_READINGS = 100;
  private static final VarHandle LENGTH =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final ByteBuffer bytes;
  private final boolean lasting;
  private int length;
  private int written;

  private Journal(ByteBuffer bytes, boolean lasting) {
    this.bytes = bytes.order(ByteOrder.nativeOrder());
    this.lasting = lasting;
  }

  /// Lines that had not reached their file.
  ///
  /// @param place where in the audit file they begin
  record Left(long place, byte[] lines) {
    private static final Left NOTHING = new Left(0, new byte[0]);

    /// Whether they are lines of a file of this size: not when it is shorter than where they begin,
    /// or longer than where they end.
    boolean fits(long size) {
      return size >= place && size <= place + lines.length;
    }

    /// What of it a file of this size lacks.
    byte[] missingFrom(long size) {
      return fits(size)
          ? Arrays.copyOfRange(lines, (int) (size - place), lines.length)
          : NOTHING.lines;
    }
  }

  /// Makes an empty one; what was in it must have been taken with [#left] before. Where a file
  /// system maps no files, its lines last as long as the process; see [#lasting].
  ///
  /// @param place the size of the audit file
  /// @throws IOException when there is no room for it
  static Journal open(Path file, long place) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Journal journal;
    try (FileChannel channel = AuditFiles.openOwned(file, options)) {
      ByteBuffer empty = ByteBuffer.allocate(BYTES);
      while (empty.hasRemaining()) {
        channel.write(empty, empty.position());
      }
      journal = mapped(channel);
    }
    journal.begin(place);
    return journal;
  }

  private static Journal mapped(FileChannel channel) {
    try {
      return new Journal(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES), true);
    } catch (IOException | UnsupportedOperationException _) {
      return new Journal(ByteBuffer.allocateDirect(BYTES), false);
    }
  }

  /// What is in the journal of a process that ended, or of one that is running.
  static Left left(Path file) throws IOException {
    try {
      for (int reading = 0; reading < MOST_READINGS; reading++) {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        if (all.capacity() != BYTES) {
          break;
        }
        long place = all.getLong(PLACE_AT);
        byte[] lines = new byte[Math.clamp(all.getInt(LENGTH_AT), 0, BYTES - LINES_AT)];
        all.get(LINES_AT, lines);
        if (place == placeIn(file)) {
          return new Left(place, lines);
        }
        // The running process began anew in between.
      }
    } catch (NoSuchFileException _) {
      // A process that ends well leaves none.
    }
    return Left.NOTHING;
  }

  private static long placeIn(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer place = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
      channel.read(place, PLACE_AT);
      return place.getLong(0);
    }
  }

  /// Tells whether its lines outlive the process.
  boolean lasting() {
    return lasting;
  }

  /// How many more bytes it takes.
  int room() {
    return BYTES - LINES_AT - length;
  }

  /// How many bytes have not reached the file.
  int waiting() {
    return length - written;
  }

  /// Takes bytes; whoever reads it meanwhile sees all of them or none.
  void put(byte[] from, int offset, int count) {
    bytes.put(LINES_AT + length, from, offset, count);
    length += count;
    LENGTH.setRelease(bytes, LENGTH_AT, length);
  }

  /// Writes some of what waits.
  ///
  /// @return how many bytes were written
  int write(WritableByteChannel channel) throws IOException {
    int some = channel.write(bytes.slice(LINES_AT + written, length - written));
    written += some;
    return some;
  }

  /// Begins anew, when nothing waits any more.
  ///
  /// @param place the size of the audit file
  void begin(long place) {
    length = 0;
    written = 0;
    // Emptied first: lines at a place that is not theirs would be taken up twice.
    LENGTH.setRelease(bytes, LENGTH_AT, 0);
    VarHandle.fullFence();
    bytes.putLong(PLACE_AT, place);
    VarHandle.fullFence();
  }
}
