package dev.doorward.protocol.wire;

import java.io.OutputStream;
import java.util.Arrays;

/// Collects bytes into one array. A message that fits the generator's own buffer arrives in one
/// write and is copied once.
final class OneArray extends OutputStream {
  private byte[] bytes = {};
  private int size;

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    if (size + length > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, size == 0 ? length : Math.max(size + length, Math.multiplyExact(size, 2)));
    }
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  byte[] take() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}
