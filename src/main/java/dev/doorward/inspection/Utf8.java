package dev.doorward.inspection;

/// What bytes of UTF-8 tell by themselves.
final class Utf8 {
  // U+1F3F4, the black flag that the flags of regions begin with (Unicode Technical Standard 51).
  private static final int[] FLAG = {0xF0, 0x9F, 0x8F, 0xB4};
  private static final int LONGEST_FLAG_BYTES = 32;

  private Utf8() {}

  /// How many bytes the character has that ends at an index.
  static int lengthBackwards(byte[] bytes, int last) {
    int length = 1;
    while (length < 4 && last - length >= 0 && (bytes[last - length + 1] & 0xC0) == 0x80) {
      length++;
    }
    return length;
  }

  /// Whether a tag character belongs to the flag of a region, as that of Wales.
  static boolean inFlag(byte[] bytes, int start) {
    for (int at = start - 4; at >= Math.max(0, start - LONGEST_FLAG_BYTES); at -= 4) {
      boolean flag = true;
      for (int i = 0; i < FLAG.length; i++) {
        flag &= (bytes[at + i] & 0xFF) == FLAG[i];
      }
      if (flag) {
        return true;
      }
      if ((bytes[at] & 0xFF) != 0xF3) {
        return false;
      }
    }
    return false;
  }
}
