package dev.doorward.inspection;

/// Text from files as a report may show it.
final class Shown {
  private Shown() {}

  /// One line without control and invisible characters, capped.
  static String line(String text, int longest) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), longest));
    text.codePoints()
        .limit(longest)
        .map(
            c ->
                Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                    ? '?'
                    : c)
        .forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > longest ? shown + "…" : shown.toString();
  }
}
