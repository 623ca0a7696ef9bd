package dev.doorward.inspection;

/// Where in the text the reading is. Columns count characters, of which UTF-8 writes the second and
/// later bytes with the bits 10 in front.
final class TextPosition {
  private final byte[] window;
  private long passed;
  private long line = 1;
  private long column;
  private long lineStart;

  TextPosition(byte[] window) {
    this.window = window;
  }

  /// One more byte was read.
  void pass(byte read) {
    passed++;
    if (read == '\n') {
      line++;
      column = 0;
      lineStart = passed;
    } else if ((read & 0xC0) != 0x80) {
      column++;
    }
  }

  /// Where the line of the last byte began, counted from the text's beginning.
  long lineStart() {
    return lineStart;
  }

  /// The place of one index of the window, told from the last byte read, which is at another.
  Place place(int index, int last) {
    long here = line;
    long characters = 0;
    int from = Math.min(index, last);
    int to = Math.max(index, last);
    long lines = 0;
    for (int i = from; i < to; i++) {
      lines += window[i] == '\n' ? 1 : 0;
      characters += (window[i + 1] & 0xC0) == 0x80 ? 0 : 1;
    }
    if (lines == 0) {
      return new Place(here, column + (index > last ? characters : -characters));
    }
    return new Place(here + (index > last ? lines : -lines), columnInWindow(index));
  }

  private long columnInWindow(int index) {
    long found = 1;
    for (int i = index - 1; i >= 0 && window[i] != '\n'; i--) {
      found += (window[i + 1] & 0xC0) == 0x80 ? 0 : 1;
    }
    return found;
  }
}
