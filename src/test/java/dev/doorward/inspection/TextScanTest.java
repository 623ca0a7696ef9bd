package dev.doorward.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Long texts, odd texts, and where in them something was found.
class TextScanTest {
  private static final Subject NOTES = new Subject("notes.txt", false);
  private static final String TOKEN = new Shapes(1).of("ghp_<A36>");
  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 8_191, 8_192, 57_300, 57_340, 65_500, 65_520, 65_535, 65_536, 122_850, 600_000})
  void findsASecretWhereverItLies(int before) throws IOException {
    String text = "x".repeat(before) + " " + TOKEN + "\nmore\n";

    assertThat(read(text).findings())
        .extracting(Finding::place)
        .containsExactly(new Place(1, before + 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5_000, 65_000})
  void countsLinesAndCharacters(int lines) throws IOException {
    String text = "zwölf €\n".repeat(lines) + "ключ 🔑 = " + TOKEN + "\n";

    assertThat(read(text).findings())
        .extracting(Finding::place)
        .containsExactly(new Place(lines + 1, 10));
  }

  @Test
  void findsEverySecretOfALongLine() throws IOException {
    Shapes shapes = new Shapes(2);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      text.append(shapes.of("{\"k\":\"ghp_<A36>\",\"v\":\""))
          .append("lorem ".repeat(50))
          .append("\"},");
    }

    assertThat(read(text.toString()).findings()).hasSize(500);
  }

  @Test
  void keepsABoundedNumberOfFindingsOfOneFile() throws IOException {
    TextFindings found = read((TOKEN + "\n").repeat(1_500));

    assertThat(found.findings()).hasSize(1_000);
    assertThat(found.more()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void readsTextOfOtherWidth(String charset) throws IOException {
    byte[] text =
        ("\uFEFF" + "häßlich 🔑\r\n".repeat(20_000) + TOKEN + "\r\n")
            .getBytes(Charset.forName(charset));

    TextFindings found = Inspection.standard().text(NOTES, channel(text), _ -> true);

    assertThat(found.kind()).isEqualTo(TextFindings.Kind.TEXT);
    assertThat(found.findings()).extracting(Finding::place).containsExactly(new Place(20_001, 1));
  }

  @Test
  void leavesAloneWhatIsNoText() throws IOException {
    TextFindings found =
        Inspection.standard()
            .text(NOTES, channel(("\0\0" + TOKEN).getBytes(StandardCharsets.UTF_8)), _ -> true);

    assertThat(found.kind()).isEqualTo(TextFindings.Kind.BINARY);
    assertThat(found.findings()).isEmpty();
  }

  @Test
  void anEmptyTextHasNothing() throws IOException {
    assertThat(read("").findings()).isEmpty();
  }

  @Test
  void stopsWhenItIsTold() throws IOException {
    TextFindings found =
        Inspection.standard().text(NOTES, new Endless("lorem ipsum\n", Long.MAX_VALUE), _ -> false);

    assertThat(found.whole()).isFalse();
  }

  @Test
  void aMoreCertainRuleTakesTheFindingOfAVagueOne() throws IOException {
    assertThat(read("token = \"" + TOKEN + "\"\n").findings())
        .extracting(each -> each.rule().id())
        .containsExactly("github-token");
  }

  @Test
  void namesWhatStandsBesideASecretAndNotTheSecret() throws IOException {
    List<Finding> found = read("deploy_token: " + TOKEN + "\n").findings();

    assertThat(found).extracting(Finding::anchor).containsExactly("deploy_token");
    assertThat(found.toString()).contains("ghp_[masked]").doesNotContain(TOKEN.substring(8));
  }

  @Test
  void aSecretIsNotTheNameOfTheNext() throws IOException {
    String list = TOKEN + "," + new Shapes(2).of("ghp_<A36>") + "\n";

    assertThat(read(list).findings()).extracting(Finding::anchor).containsExactly("", "");
  }

  @Test
  void readsMuchInLittleMemory() throws IOException {
    Endless text = new Endless("INFO 2026-01-01 request served in 12 ms, id 4711\n", 64L * MIB);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Inspection.standard();
    long before = threads.getCurrentThreadAllocatedBytes();

    TextFindings found = Inspection.standard().text(NOTES, text, _ -> true);

    assertThat(found.whole()).isTrue();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2L * MIB);
  }

  private static TextFindings read(String text) throws IOException {
    return Inspection.standard()
        .text(NOTES, channel(text.getBytes(StandardCharsets.UTF_8)), _ -> true);
  }

  private static ReadableByteChannel channel(byte[] bytes) {
    return Channels.newChannel(new ByteArrayInputStream(bytes));
  }

  /// One line, over and over.
  private static final class Endless implements ReadableByteChannel {
    private final byte[] line;
    private long left;
    private int at;

    Endless(String line, long bytes) {
      this.line = line.getBytes(StandardCharsets.UTF_8);
      this.left = bytes;
    }

    @Override
    public int read(ByteBuffer into) {
      if (left <= 0) {
        return -1;
      }
      int read = 0;
      while (into.hasRemaining() && left > 0) {
        into.put(line[at]);
        at = (at + 1) % line.length;
        left--;
        read++;
      }
      return read;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
