package dev.doorward.tools.workspace;

import dev.doorward.sandbox.RelativePath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `file:///` URIs whose path begins at the top of the workspace.
final class FileUris {
  static final String SCHEME = "file";
  static final String TOP = "file:///";

  /// Longest URI that is looked at.
  static final int MAX_LENGTH = 2_048;

  // pchar of RFC 3986, 3.3, without what a reader could take for something else.
  private static final String UNESCAPED = "-._~@+,=()!$'";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private FileUris() {}

  /// The URI of a path.
  static String of(RelativePath path) {
    return path.segments().stream().map(FileUris::encode).collect(Collectors.joining("/", TOP, ""));
  }

  /// The path a URI names, decoded exactly once; empty for another scheme, a host, a query, a
  /// fragment, broken escapes and every path that is not plain.
  static Optional<RelativePath> parse(String uri) {
    if (uri.length() > MAX_LENGTH || !uri.startsWith(TOP)) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (String segment : uri.substring(TOP.length()).split("/", -1)) {
      Optional<String> name = decode(segment);
      // A decoded slash would make two names out of one segment.
      if (name.isEmpty() || name.get().contains("/")) {
        return Optional.empty();
      }
      names.add(name.get());
    }
    // What was written without escapes must not be too long with them: nobody could ask for it.
    return RelativePath.parse(String.join("/", names))
        .filter(path -> of(path).length() <= MAX_LENGTH);
  }

  private static String encode(String name) {
    StringBuilder encoded = new StringBuilder(name.length());
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || UNESCAPED.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  private static Optional<String> decode(String segment) {
    if (segment.indexOf('?') >= 0 || segment.indexOf('#') >= 0) {
      return Optional.empty();
    }
    byte[] raw = segment.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        decoded.put(raw[i]);
        continue;
      }
      if (i + 2 >= raw.length
          || !HexFormat.isHexDigit(raw[i + 1])
          || !HexFormat.isHexDigit(raw[i + 2])) {
        return Optional.empty();
      }
      decoded.put(
          (byte) (HexFormat.fromHexDigit(raw[i + 1]) << 4 | HexFormat.fromHexDigit(raw[i + 2])));
      i += 2;
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}
