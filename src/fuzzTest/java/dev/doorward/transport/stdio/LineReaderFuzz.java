package dev.doorward.transport.stdio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.doorward.transport.stdio.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Whatever arrives, and in whatever pieces: the lines are those that a plain split finds.
class LineReaderFuzz {
  private static final String OVERLONG = "\n";

  @FuzzTest(maxDuration = "1m")
  void findsTheLinesThatAPlainSplitFinds(FuzzedDataProvider fuzz) throws IOException {
    int longest = fuzz.consumeInt(1, 64);
    int piece = fuzz.consumeInt(1, 32);
    byte[] input = fuzz.consumeRemainingAsBytes();
    List<String> found = read(new LineReader(new InPieces(input, piece), longest));
    List<String> expected = split(new String(input, ISO_8859_1), longest);
    if (!found.equals(expected)) {
      throw new AssertionError("found " + found + " instead of " + expected);
    }
  }

  private static List<String> split(String input, int longest) {
    List<String> lines = new ArrayList<>();
    for (String line : input.split("\n", -1)) {
      if (line.length() > longest) {
        lines.add(OVERLONG);
      } else if (!line.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\r')) {
        lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
      }
    }
    return lines;
  }

  private static List<String> read(LineReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    while (true) {
      switch (reader.read()) {
        case Line.Whole(byte[] bytes) -> lines.add(new String(bytes, ISO_8859_1));
        case Line.Overlong _ -> lines.add(OVERLONG);
        case Line.End _ -> {
          return lines;
        }
      }
    }
  }

  private static final class InPieces extends InputStream {
    private final ByteArrayInputStream in;
    private final int piece;

    InPieces(byte[] input, int piece) {
      this.in = new ByteArrayInputStream(input);
      this.piece = piece;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] into, int from, int length) {
      return in.read(into, from, Math.min(length, piece));
    }
  }
}
