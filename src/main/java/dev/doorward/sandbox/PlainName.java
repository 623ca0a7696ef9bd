package dev.doorward.sandbox;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/// The rule for one file name: what it says is what it is, on every platform and every screen.
final class PlainName {
  private static final int MAX_BYTES = 255;

  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "conin$", "conout$", "clock$", "com0", "com1", "com2", "com3",
          "com4", "com5", "com6", "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4",
          "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

  private PlainName() {}

  /// Whether the name may be opened: not empty, not a dot name, no separator, drive or stream
  /// colon, no invisible character, in composed form, no trailing dot or space, no device name.
  static boolean matches(String name) {
    if (name.isEmpty() || name.length() > MAX_BYTES || name.equals(".") || name.equals("..")) {
      return false;
    }
    char last = name.charAt(name.length() - 1);
    return last != '.'
        && last != ' '
        && name.codePoints().allMatch(PlainName::visible)
        && name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
        && Normalizer.isNormalized(name, Normalizer.Form.NFC)
        && !isDevice(name);
  }

  private static boolean visible(int codePoint) {
    if (codePoint == '/' || codePoint == '\\' || codePoint == ':') {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      // FORMAT holds the bidirectional overrides, zero-width joiners and tag characters.
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static boolean isDevice(String name) {
    int dot = name.indexOf('.');
    String stem = (dot < 0 ? name : name.substring(0, dot)).stripTrailing();
    return DEVICES.contains(stem.toLowerCase(Locale.ROOT));
  }
}
