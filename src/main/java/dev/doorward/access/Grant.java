package dev.doorward.access;

import java.util.regex.Pattern;

/// One line of a role: a permission pattern. In a pattern `**` stands for anything and `*` for
/// anything without a slash. A pattern that ends in ` (reads)` grants only operations that change
/// nothing.
final class Grant {
  private static final String READS_SUFFIX = " (reads)";

  private final Pattern pattern;
  private final String literalPrefix;
  private final boolean wholeTail;
  private final boolean exact;
  private final boolean readsOnly;

  Grant(String text) {
    this.readsOnly = text.endsWith(READS_SUFFIX);
    String glob = readsOnly ? text.substring(0, text.length() - READS_SUFFIX.length()) : text;
    if (glob.isBlank()) {
      throw new IllegalArgumentException("an empty permission pattern grants nothing; remove it");
    }
    int star = glob.indexOf('*');
    this.exact = star < 0;
    this.literalPrefix = exact ? glob : glob.substring(0, star);
    this.wholeTail = !exact && glob.substring(star).equals("**");
    this.pattern = Pattern.compile(toRegex(glob), Pattern.DOTALL);
  }

  /// Tells whether it can cover a permission of any kind.
  boolean reachesAnything() {
    return exact ? Kind.of(literalPrefix) != null : Kind.reachedBy(literalPrefix);
  }

  boolean covers(Permission permission) {
    if (readsOnly && !permission.readsOnly()) {
      return false;
    }
    String value = permission.value();
    if (exact) {
      return value.equals(literalPrefix);
    }
    // Most patterns are a prefix with a star behind it; the regular expression is only for the
    // rest.
    return value.startsWith(literalPrefix) && (wholeTail || pattern.matcher(value).matches());
  }

  private static String toRegex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c != '*') {
        regex.append(Pattern.quote(String.valueOf(c)));
      } else if (i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
        regex.append(".*");
        i++;
      } else {
        regex.append("[^/]*");
      }
    }
    return regex.toString();
  }
}
