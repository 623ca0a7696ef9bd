package dev.doorward.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The bytes of one file as they were read, never changed afterwards.
public final class FileContent {
  private final byte[] bytes;

  private FileContent(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes a copy of the bytes.
  public static FileContent copyOf(byte[] bytes) {
    return new FileContent(bytes.clone());
  }

  /// Takes the array without copying; the caller gives it up.
  static FileContent owning(byte[] bytes) {
    return new FileContent(bytes);
  }

  /// How many bytes there are.
  public int sizeBytes() {
    return bytes.length;
  }

  /// A read-only view of the bytes.
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /// The bytes in Base64, as MCP carries binary content.
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// The text, when the bytes are strict UTF-8 without a NUL so that encoding it again gives the
  /// same bytes; otherwise empty.
  public Optional<String> text() {
    for (byte b : bytes) {
      if (b == 0) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}
