package dev.doorward.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;

/// How much of what a journal still held may be taken over. A killed process leaves whole lines; a
/// machine that lost its power may leave any part of the journal as it was before, under a length
/// that says otherwise.
final class RecoveredLines {
  private static final int BEFORE_BYTES = 64 * 1024;
  private static final byte LINE_BREAK = '\n';

  private RecoveredLines() {}

  /// Whether every line follows the one before it with this key.
  ///
  /// @param file whose lines they are
  static boolean follow(Journal.Left left, Path file, Mac mac) throws IOException {
    byte[] lines = left.lines();
    Optional<String> previous = before(file, left.place());
    int start = 0;
    while (start < lines.length) {
      int end = indexOfBreak(lines, start);
      Optional<SealedLine> line =
          end < 0 ? Optional.empty() : SealedLine.read(Arrays.copyOfRange(lines, start, end));
      if (line.isEmpty()) {
        // A line break alone ends what was cut short before.
        if (end != start) {
          return false;
        }
      } else {
        Optional<String> known = line.get().previous();
        if (known.isEmpty()) {
          known = previous;
        }
        if (known.isPresent()
            && !Chain.value(mac, known.get(), line.get().sealed()).equals(line.get().value())) {
          return false;
        }
        previous = line.map(SealedLine::value);
      }
      start = end + 1;
    }
    return true;
  }

  /// The chain value of the last line before a place; empty when none is near it.
  private static Optional<String> before(Path file, long place) throws IOException {
    byte[] bytes = bytesBefore(file, place);
    int end = bytes.length - 1;
    while (end > 0) {
      int start = end - 1;
      while (start >= 0 && bytes[start] != LINE_BREAK) {
        start--;
      }
      Optional<SealedLine> line = SealedLine.read(Arrays.copyOfRange(bytes, start + 1, end));
      if (line.isPresent()) {
        return line.map(SealedLine::value);
      }
      end = start;
    }
    return Optional.empty();
  }

  private static byte[] bytesBefore(Path file, long place) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int length = (int) Math.min(place, BEFORE_BYTES);
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining()
          && channel.read(buffer, place - length + buffer.position()) >= 0) {
        // A read may give less than asked for.
      }
      return Arrays.copyOf(buffer.array(), buffer.position());
    }
  }

  private static int indexOfBreak(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == LINE_BREAK) {
        return i;
      }
    }
    return -1;
  }
}
