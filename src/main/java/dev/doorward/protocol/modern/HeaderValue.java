package dev.doorward.protocol.modern;

import dev.doorward.protocol.RequestHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// The value of a mirrored header (specification 2026-07-28: basic/transports/streamable-http,
/// "Value Encoding").
sealed interface HeaderValue {
  /// There is none.
  record Absent() implements HeaderValue {}

  /// There is one, decoded.
  record Present(String text) implements HeaderValue {}

  /// There are several, or it has characters a header must not have, or its Base64 is broken.
  record Broken() implements HeaderValue {}

  String PREFIX = "=?base64?";
  String SUFFIX = "?=";

  /// Reads a header that must be written plainly.
  static HeaderValue plain(RequestHeaders headers, String name) {
    List<String> all = headers.all(name);
    if (all.isEmpty()) {
      return new Absent();
    }
    if (all.size() > 1) {
      return new Broken();
    }
    String value = withoutOuterBlanks(all.getFirst());
    return isVisibleAscii(value) ? new Present(value) : new Broken();
  }

  /// Reads a header whose value may be wrapped in Base64.
  static HeaderValue encoded(RequestHeaders headers, String name) {
    HeaderValue value = plain(headers, name);
    return value instanceof Present(String text) && isWrapped(text) ? unwrapped(text) : value;
  }

  private static boolean isWrapped(String text) {
    return text.length() >= PREFIX.length() + SUFFIX.length()
        && text.startsWith(PREFIX)
        && text.endsWith(SUFFIX);
  }

  private static HeaderValue unwrapped(String text) {
    String base64 = text.substring(PREFIX.length(), text.length() - SUFFIX.length());
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      // The decoder forgives missing padding and stray bits; two spellings of one value are not
      // forgiven.
      if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        return new Broken();
      }
      return new Present(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return new Broken();
    }
  }

  private static String withoutOuterBlanks(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isBlank(value.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isVisibleAscii(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && (c < ' ' || c > '~')) {
        return false;
      }
    }
    return true;
  }
}
