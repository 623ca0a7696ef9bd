package dev.doorward.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a chain ends: enough to find out later whether anything up to here was changed.
///
/// @param chain the chain's id
/// @param sequence the number of its last line
/// @param value the last line's chain value, in base64url
public record Head(String chain, long sequence, String value) {

  private static final class Form {
    private static final Pattern ANCHOR =
        Pattern.compile("([0-9a-f]{16}):([0-9]{1,18}):([A-Za-z0-9_-]{43})");
  }

  /// The form in which it is printed and given to `doorward audit verify --anchor`.
  public String anchor() {
    return chain + ":" + sequence + ":" + value;
  }

  /// Reads what [#anchor] wrote; empty for anything else.
  public static Optional<Head> parse(String anchor) {
    Matcher matcher = Form.ANCHOR.matcher(anchor);
    return matcher.matches()
        ? Optional.of(
            new Head(matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3)))
        : Optional.empty();
  }
}
