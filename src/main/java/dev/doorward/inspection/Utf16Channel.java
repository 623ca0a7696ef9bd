package dev.doorward.inspection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Text in UTF-16 with a byte order mark, given on in UTF-8 without one.
final class Utf16Channel implements ReadableByteChannel {
  private static final int CHUNK_BYTES = 16 * 1024;

  private final ReadableByteChannel channel;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_16
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer in = ByteBuffer.allocate(CHUNK_BYTES);
  private final CharBuffer characters = CharBuffer.allocate(CHUNK_BYTES);
  private ByteBuffer out = ByteBuffer.allocate(0);
  private boolean end;

  /// @param head bytes that were read from the channel already
  Utf16Channel(byte[] head, int length, ReadableByteChannel channel) {
    this.channel = channel;
    in.put(head, 0, length);
  }

  /// Whether bytes begin with a mark of UTF-16.
  static boolean marked(byte[] head, int length) {
    return length >= 4
        && ((head[0] == (byte) 0xFE && head[1] == (byte) 0xFF)
            || (head[0] == (byte) 0xFF
                && head[1] == (byte) 0xFE
                && (head[2] != 0 || head[3] != 0)));
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (!out.hasRemaining()) {
      if (end) {
        return -1;
      }
      refill();
    }
    int count = Math.min(into.remaining(), out.remaining());
    into.put(out.slice(out.position(), count));
    out.position(out.position() + count);
    return count;
  }

  private void refill() throws IOException {
    end = in.hasRemaining() && channel.read(in) < 0;
    in.flip();
    decoder.decode(in, characters, end);
    in.compact();
    characters.flip();
    // Half of a pair waits for its other half.
    boolean half =
        !end
            && characters.hasRemaining()
            && Character.isHighSurrogate(characters.get(characters.limit() - 1));
    if (half) {
      characters.limit(characters.limit() - 1);
    }
    out = StandardCharsets.UTF_8.encode(characters);
    if (half) {
      characters.limit(characters.limit() + 1);
    }
    characters.compact();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
