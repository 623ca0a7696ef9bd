package dev.doorward.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// One line as it stands in a file.
///
/// @param bytes without the line break, and no more than [#LONGEST] of them
/// @param length how many bytes there are
/// @param ended whether a line break ends it
record RawLine(byte[] bytes, long length, boolean ended) {
  static final int LONGEST = 1024 * 1024;
  private static final byte LINE_BREAK = '\n';

  /// Reads the next one; empty at the end.
  static Optional<RawLine> next(InputStream in) throws IOException {
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    long length = 0;
    while (next >= 0 && next != LINE_BREAK) {
      if (length < LONGEST) {
        bytes.write(next);
      }
      length++;
      next = in.read();
    }
    return Optional.of(new RawLine(bytes.toByteArray(), length, next == LINE_BREAK));
  }

  /// The line of a chain that it is; empty when it is none.
  Optional<SealedLine> sealed() {
    return length > LONGEST ? Optional.empty() : SealedLine.read(bytes);
  }
}
