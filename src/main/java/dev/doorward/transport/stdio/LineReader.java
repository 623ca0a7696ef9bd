package dev.doorward.transport.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Cuts a stream of bytes into lines at `\n`, holding never more than one line of the longest
/// length.
///
/// Lines that are empty or all white space are passed over. The last line may lack its line break.
final class LineReader {
  private static final int CHUNK_BYTES = 16 * 1024;
  private static final byte[] NOTHING = {};

  private final InputStream in;
  private final int longest;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int next;
  private int end;

  /// @param longest bytes a line may have, without its line break
  LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /// What stands between two line breaks.
  sealed interface Line {
    /// A line of at most the longest length, without its line break.
    record Whole(byte[] bytes) implements Line {}

    /// A line that was longer; it was skipped up to and including its line break.
    record Overlong() implements Line {}

    /// There is nothing more.
    record End() implements Line {}
  }

  /// Reads the next line that is not blank; waits for it.
  Line read() throws IOException {
    byte[] gathered = NOTHING;
    int length = 0;
    while (true) {
      if (next == end && !fill()) {
        return blank(gathered, length) ? new Line.End() : whole(gathered, length);
      }
      int stop = lineBreak();
      int more = stop - next;
      if (length + (long) more > longest) {
        skipLine();
        return new Line.Overlong();
      }
      if (length + more > gathered.length) {
        gathered = Arrays.copyOf(gathered, roomFor(length + more));
      }
      System.arraycopy(chunk, next, gathered, length, more);
      length += more;
      next = stop;
      if (stop < end) {
        next++;
        if (!blank(gathered, length)) {
          return whole(gathered, length);
        }
        length = 0;
      }
    }
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(chunk));
    return end > 0;
  }

  private int lineBreak() {
    int i = next;
    while (i < end && chunk[i] != '\n') {
      i++;
    }
    return i;
  }

  private void skipLine() throws IOException {
    do {
      next = lineBreak();
    } while (next == end && fill());
    next = Math.min(next + 1, end);
  }

  private int roomFor(int length) {
    return Math.min(longest, Math.max(2 * length, 512));
  }

  private static Line whole(byte[] gathered, int length) {
    int end = length > 0 && gathered[length - 1] == '\r' ? length - 1 : length;
    return new Line.Whole(Arrays.copyOf(gathered, end));
  }

  private static boolean blank(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
