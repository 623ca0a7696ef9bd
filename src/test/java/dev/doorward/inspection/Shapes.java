package dev.doorward.inspection;

import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes texts of shapes, so that nothing in the sources looks like a secret: `<A36>` becomes 36
/// random letters and digits, `{}` nothing, `U+202E` the character.
public final class Shapes {
  private static final Pattern SHAPE = Pattern.compile("<([AULHBWDZ])(\\d{1,4})>");
  private static final Pattern CHARACTER = Pattern.compile("U\\+([0-9A-F]{4,5})");
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";

  private final RandomGenerator random;

  /// The same seed gives the same texts.
  public Shapes(long seed) {
    random = new Random(seed);
  }

  /// A text of a shape.
  public String of(String shape) {
    String text = SHAPE.matcher(shape).replaceAll(found -> Matcher.quoteReplacement(random(found)));
    return CHARACTER
        .matcher(text.replace("{}", ""))
        .replaceAll(
            found ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
  }

  private String random(java.util.regex.MatchResult found) {
    return random(alphabet(found.group(1).charAt(0)), Integer.parseInt(found.group(2)));
  }

  private String random(String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    // Nobody's secret ends in a mark; a format that is bounded by words could not hold it.
    if ("-_+/".indexOf(text.charAt(length - 1)) >= 0) {
      text.setCharAt(length - 1, 'x');
    }
    if ("-_+/".indexOf(text.charAt(0)) >= 0) {
      text.setCharAt(0, 'y');
    }
    return text.toString();
  }

  private static String alphabet(char kind) {
    return switch (kind) {
      case 'A' -> UPPER + LOWER + DIGITS;
      case 'U' -> UPPER + DIGITS;
      case 'L' -> LOWER + DIGITS;
      case 'H' -> DIGITS + "abcdef";
      case 'B' -> UPPER + LOWER + DIGITS + "+/";
      case 'W' -> UPPER + LOWER + DIGITS + "-_";
      case 'D' -> DIGITS;
      case 'Z' -> UPPER + "234567";
      default -> throw new IllegalArgumentException("no alphabet " + kind);
    };
  }
}
