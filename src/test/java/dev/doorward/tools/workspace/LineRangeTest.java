package dev.doorward.tools.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineRangeTest {
  private static final String TEXT = "one\ntwo\r\nthree\nfour";

  @Test
  void cutsLinesWithTheirEnds() {
    assertThat(LineRange.of(TEXT, 2, 3)).isEqualTo(new LineRange("two\r\nthree\n", 2, 3, 4, false));
    assertThat(LineRange.of(TEXT, 4, 4)).isEqualTo(new LineRange("four", 4, 4, 4, false));
    assertThat(LineRange.of(TEXT, 1, 9)).isEqualTo(new LineRange(TEXT, 1, 4, 4, false));
  }

  @Test
  void countsLines() {
    assertThat(LineRange.countLines("")).isZero();
    assertThat(LineRange.countLines("a")).isEqualTo(1);
    assertThat(LineRange.countLines("a\n")).isEqualTo(1);
    assertThat(LineRange.countLines("a\n\n")).isEqualTo(2);
  }

  @Test
  void readsAnEmptyText() {
    assertThat(LineRange.of("", 1, Integer.MAX_VALUE)).isEqualTo(new LineRange("", 1, 0, 0, false));
  }

  @Test
  void cutsAtALineEndWhenThereIsTooMuch() {
    String line = "x".repeat(999) + "\n";
    LineRange range = LineRange.of(line.repeat(500), 11, 500);
    assertThat(range.truncated()).isTrue();
    assertThat(range.text()).hasSize(LineRange.MAX_CHARACTERS).endsWith("\n");
    assertThat(range.startLine()).isEqualTo(11);
    assertThat(range.endLine()).isEqualTo(210);
    assertThat(range.totalLines()).isEqualTo(500);
  }

  @Test
  void cutsInsideALineThatAloneIsTooLong() {
    LineRange range = LineRange.of("x" + "😀".repeat(LineRange.MAX_CHARACTERS), 1, 1);
    assertThat(range.truncated()).isTrue();
    assertThat(range.text()).hasSize(LineRange.MAX_CHARACTERS - 1).endsWith("😀");
    assertThat(range.endLine()).isEqualTo(1);
  }
}
