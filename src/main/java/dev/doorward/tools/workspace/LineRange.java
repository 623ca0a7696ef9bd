package dev.doorward.tools.workspace;

/// Some lines of a text, cut where they would be too many to send at once.
///
/// @param text the lines with their ends as they are in the file
/// @param startLine the first line, counted from 1
/// @param endLine the last line that is there at least in part; `startLine - 1` when there is none
/// @param totalLines how many lines the whole text has
/// @param truncated whether there would have been more in the range asked for
record LineRange(String text, int startLine, int endLine, int totalLines, boolean truncated) {
  /// Most characters sent at once.
  static final int MAX_CHARACTERS = 200_000;

  /// Cuts lines `startLine` to `endLine`, both included, out of a text.
  static LineRange of(String text, long startLine, long endLine) {
    int total = countLines(text);
    int last = (int) Math.min(endLine, total);
    int from = startOfLine(text, startLine);
    int to = startOfLine(text, last + 1L);
    if (to - from <= MAX_CHARACTERS) {
      return new LineRange(
          text.substring(from, Math.max(from, to)), (int) startLine, last, total, false);
    }
    int cut = text.lastIndexOf('\n', from + MAX_CHARACTERS - 1) + 1;
    if (cut <= from) {
      // One line longer than the limit: its beginning is better than nothing.
      cut =
          from
              + MAX_CHARACTERS
              - (Character.isHighSurrogate(text.charAt(from + MAX_CHARACTERS - 1)) ? 1 : 0);
    }
    String part = text.substring(from, cut);
    return new LineRange(
        part, (int) startLine, (int) startLine + countLines(part) - 1, total, true);
  }

  /// How many lines a text has; a last line need not be ended.
  static int countLines(String text) {
    int ends = (int) text.chars().filter(c -> c == '\n').count();
    return text.isEmpty() || text.endsWith("\n") ? ends : ends + 1;
  }

  private static int startOfLine(String text, long line) {
    int start = 0;
    for (long i = 1; i < line; i++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        return text.length();
      }
      start = end + 1;
    }
    return start;
  }
}
