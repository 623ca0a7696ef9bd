package dev.doorward.inspection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Finds many words at once in one pass over bytes (Aho and Corasick, 1975), whatever the case of
/// ASCII letters. Each byte costs one look into a table, however many words there are.
final class Keywords {
  private static final int[] NONE = {};

  private final int classes;
  private final byte[] classOf;
  private final int[] next;
  private final int[][] found;

  private Keywords(int classes, byte[] classOf, int[] next, int[][] found) {
    this.classes = classes;
    this.classOf = classOf;
    this.next = next;
    this.found = found;
  }

  /// @param words those of each number; none may be empty
  static Keywords of(List<List<byte[]>> words) {
    byte[] classOf = classes(words);
    int classes = 0;
    for (byte each : classOf) {
      classes = Math.max(classes, (each & 0xFF) + 1);
    }
    int most = 1 + words.stream().flatMap(List::stream).mapToInt(word -> word.length).sum();
    int[] next = new int[most * classes];
    Arrays.fill(next, -1);
    List<List<Integer>> found = new ArrayList<>(List.of(new ArrayList<>()));
    for (int number = 0; number < words.size(); number++) {
      for (byte[] word : words.get(number)) {
        int state = 0;
        for (byte each : word) {
          int edge = state * classes + (classOf[lower(each)] & 0xFF);
          if (next[edge] < 0) {
            next[edge] = found.size();
            found.add(new ArrayList<>());
          }
          state = next[edge];
        }
        found.get(state).add(number);
      }
    }
    link(classes, next, found);
    return new Keywords(
        classes, classOf, Arrays.copyOf(next, found.size() * classes), arrays(found));
  }

  /// Where to begin.
  int start() {
    return 0;
  }

  /// The state after one more byte.
  int step(int state, byte read) {
    return next[state * classes + (classOf[read & 0xFF] & 0xFF)];
  }

  /// The numbers whose words end here.
  int[] ending(int state) {
    return found[state];
  }

  /// Bytes that stand in no word share class 0.
  private static byte[] classes(List<List<byte[]>> words) {
    var used = new TreeSet<Integer>();
    words.forEach(all -> all.forEach(word -> addAll(used, word)));
    if (used.size() > 255) {
      throw new IllegalStateException("too many different bytes in keywords");
    }
    byte[] classOf = new byte[256];
    int number = 1;
    for (int each : used) {
      classOf[each] = (byte) number++;
    }
    for (int upper = 'A'; upper <= 'Z'; upper++) {
      classOf[upper] = classOf[upper + 32];
    }
    return classOf;
  }

  private static void addAll(Set<Integer> used, byte[] word) {
    for (byte each : word) {
      used.add(lower(each));
    }
  }

  private static int lower(byte each) {
    return each >= 'A' && each <= 'Z' ? each + 32 : each & 0xFF;
  }

  /// Fills the gaps, so that a step never has to look twice.
  private static void link(int classes, int[] next, List<List<Integer>> found) {
    int[] fail = new int[found.size()];
    Deque<Integer> open = new ArrayDeque<>();
    for (int each = 0; each < classes; each++) {
      if (next[each] < 0) {
        next[each] = 0;
      } else {
        open.add(next[each]);
      }
    }
    while (!open.isEmpty()) {
      int state = open.remove();
      for (int each = 0; each < classes; each++) {
        int edge = state * classes + each;
        int other = next[fail[state] * classes + each];
        if (next[edge] < 0) {
          next[edge] = other;
        } else {
          fail[next[edge]] = other;
          found.get(next[edge]).addAll(found.get(other));
          open.add(next[edge]);
        }
      }
    }
  }

  private static int[][] arrays(List<List<Integer>> found) {
    int[][] arrays = new int[found.size()][];
    for (int state = 0; state < arrays.length; state++) {
      int[] numbers = found.get(state).stream().mapToInt(Integer::intValue).distinct().toArray();
      arrays[state] = numbers.length == 0 ? NONE : numbers;
    }
    return arrays;
  }
}
