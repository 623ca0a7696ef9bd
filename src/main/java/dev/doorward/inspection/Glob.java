package dev.doorward.inspection;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/// A pattern for paths as `.gitignore` writes them, matched in linear time.
///
/// @param anchored whether it is about the whole path and not its last names
public record Glob(Pattern pattern, boolean anchored) {
  private static final int LONGEST = 256;

  /// A pattern that matches the last names of a path, whatever their case.
  static Glob ofNames(String written) {
    return new Glob(Pattern.compile("(?is)(?:^|/)" + expression(written) + "$"), false);
  }

  /// A pattern relative to a directory: one without a slash inside matches a name anywhere below,
  /// any other the whole path. Empty when it cannot be read, as git ignores what it cannot read.
  public static Optional<Glob> relative(String written) {
    if (written.isEmpty() || written.length() > LONGEST) {
      return Optional.empty();
    }
    boolean anchored = written.indexOf('/') >= 0;
    String plain = written.startsWith("/") ? written.substring(1) : written;
    try {
      return Optional.of(
          new Glob(
              Pattern.compile("(?s)" + (anchored ? "^" : "(?:^|/)") + expression(plain) + "$"),
              anchored));
    } catch (PatternSyntaxException _) {
      return Optional.empty();
    }
  }

  /// Whether a path, with forward slashes, is meant.
  public boolean matches(String path) {
    return pattern.matcher(path).find();
  }

  private static String expression(String glob) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> {
          if (glob.startsWith("**/", i) && (i == 0 || glob.charAt(i - 1) == '/')) {
            expression.append("(?:.*/)?");
            i += 2;
          } else if (glob.startsWith("**", i)) {
            expression.append(".*");
            i++;
          } else {
            expression.append("[^/]*");
          }
        }
        case '?' -> expression.append("[^/]");
        case '[' -> {
          int end = glob.indexOf(']', i + 2);
          if (end < 0) {
            expression.append("\\[");
          } else {
            String set = glob.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
            expression.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set);
            expression.append(']');
            i = end;
          }
        }
        case '\\' -> {
          if (i + 1 < glob.length()) {
            expression.append(Pattern.quote(glob.substring(i + 1, i + 2)));
            i++;
          }
        }
        default -> expression.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return expression.toString();
  }
}
