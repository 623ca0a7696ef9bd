package dev.doorward.tools.skills;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// Writes `skill://` URIs. They are only ever written, never parsed: what a client sends is looked
/// up as it is.
final class SkillUris {
  static final String SCHEME = "skill";
  private static final String UNRESERVED = "-._~";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private SkillUris() {}

  /// The URI of the file or directory these names lead to from the top of the namespace; all but
  /// unreserved characters (RFC 3986, 2.3) are percent-encoded, which suits the authority as well
  /// as the path.
  static String of(List<String> names) {
    return names.stream()
        .map(SkillUris::encode)
        .collect(Collectors.joining("/", SCHEME + "://", ""));
  }

  private static String encode(String name) {
    StringBuilder encoded = new StringBuilder(name.length());
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }
}
