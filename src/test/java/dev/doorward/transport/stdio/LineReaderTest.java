package dev.doorward.transport.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.transport.stdio.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static final String TOO_LONG = "(too long)";

  @Test
  void cutsAtLineBreaksOfEitherKind() throws IOException {
    assertThat(lines("one\ntwo\r\nthree\n", 100)).containsExactly("one", "two", "three");
  }

  @Test
  void passesOverBlankLines() throws IOException {
    assertThat(lines("\n\r\n  \t \none\n\n\n", 100)).containsExactly("one");
  }

  @Test
  void takesALastLineWithoutLineBreak() throws IOException {
    assertThat(lines("one\ntwo", 100)).containsExactly("one", "two");
  }

  @Test
  void skipsAnOverlongLineToItsEndAndGoesOn() throws IOException {
    assertThat(lines("one\n" + "x".repeat(100_000) + "\ntwo\n", 100))
        .containsExactly("one", TOO_LONG, "two");
  }

  @Test
  void takesALineOfExactlyTheLongestLength() throws IOException {
    assertThat(lines("x".repeat(100) + "\n" + "y".repeat(101) + "\nz\n", 100))
        .containsExactly("x".repeat(100), TOO_LONG, "z");
  }

  @Test
  void takesAnOverlongLineAtTheEndOfInput() throws IOException {
    assertThat(lines("x".repeat(70_000), 100)).containsExactly(TOO_LONG);
  }

  @Test
  void readsLinesThatArriveByteByByte() throws IOException {
    assertThat(read(new OneByteAtATime("one\n\ntwo and more\nend"), 10))
        .containsExactly("one", TOO_LONG, "end");
  }

  private static List<String> lines(String input, int longest) throws IOException {
    return read(new ByteArrayInputStream(input.getBytes(UTF_8)), longest);
  }

  private static List<String> read(InputStream in, int longest) throws IOException {
    LineReader reader = new LineReader(in, longest);
    List<String> found = new ArrayList<>();
    while (true) {
      switch (reader.read()) {
        case Line.Whole(byte[] bytes) -> found.add(new String(bytes, UTF_8));
        case Line.Overlong _ -> found.add(TOO_LONG);
        case Line.End _ -> {
          return found;
        }
      }
    }
  }

  private static final class OneByteAtATime extends InputStream {
    private final byte[] bytes;
    private int at;

    OneByteAtATime(String text) {
      this.bytes = text.getBytes(UTF_8);
    }

    @Override
    public int read() {
      return at < bytes.length ? bytes[at++] : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      int b = read();
      if (b < 0) {
        return -1;
      }
      into[from] = (byte) b;
      return 1;
    }
  }
}
