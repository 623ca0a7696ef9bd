package dev.doorward.cli.settings;

import java.util.Collection;
import java.util.Comparator;

/// Finds the real name somebody probably meant.
public final class Nearest {
  // Longer names cannot be a slip of a key that is at most this long.
  private static final int LENGTH_LIMIT = 128;

  private Nearest() {}

  /// The candidate with the smallest edit distance to `written`; there must be at least one
  /// candidate.
  public static String to(String written, Collection<String> candidates) {
    String capped = written.substring(0, Math.min(written.length(), LENGTH_LIMIT));
    return candidates.stream()
        .min(
            Comparator.<String>comparingInt(name -> distance(capped, name))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  private static int distance(String from, String to) {
    if (from.length() > 2 && to.startsWith(from)) {
      return 1;
    }
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[to.length()];
  }
}
