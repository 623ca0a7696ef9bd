package dev.doorward.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

/// The keyed chain through the lines of one instance: each line ends with its number and an
/// HMAC-SHA-256 over the chain value of the line before it and its own bytes. Not for several
/// threads at once.
final class Chain {
  static final int VALUE_BYTES = 32;

  /// What sealing adds to a line at most.
  static final int MOST_ADDED = 160;

  private static final byte[] HEAD_PREFIX =
      "doorward audit head\n".getBytes(StandardCharsets.UTF_8);
  private static final int HEAD_BYTES = 256;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final Mac mac;
  private final String id;
  private long sequence;
  private byte[] value;
  private byte[] before = new byte[VALUE_BYTES];

  private Chain(Mac mac, String id, long sequence, byte[] value) {
    this.mac = mac;
    this.id = id;
    this.sequence = sequence;
    this.value = value;
  }

  /// A chain without a line.
  ///
  /// @param mac with the key; the chain's alone from now on
  static Chain begin(Mac mac, String id) {
    return new Chain(mac, id, 0, new byte[VALUE_BYTES]);
  }

  /// Goes on where a chain ended.
  static Chain resume(Mac mac, Head head) {
    return new Chain(mac, head.chain(), head.sequence(), decoded(head.value()));
  }

  /// Finishes a line and makes it the last one.
  ///
  /// @param torn how many bytes between the line before and this one are of no line; mostly 0
  ByteBuffer seal(AuditLine line, long torn) {
    if (torn > 0) {
      line.number("torn", torn);
    }
    line.number("sequence", sequence + 1);
    byte[] next = before;
    before = value;
    value = next;
    mac.update(before);
    line.coverBy(mac);
    finish(value);
    sequence++;
    return line.base64("mac", value).end();
  }

  /// Forgets the last line, which did not get out.
  void takeBack() {
    byte[] undone = value;
    value = before;
    before = undone;
    sequence--;
  }

  /// Where it ends.
  Head head() {
    return new Head(id, sequence, ENCODER.encodeToString(value));
  }

  /// The first event of a file that goes on from here.
  AuditEvent.FileBegun fileBegun() {
    return new AuditEvent.FileBegun(id, ENCODER.encodeToString(value));
  }

  /// Where it ends, signed, always of the same length so that it can be overwritten in place.
  ///
  /// @param closed whether no line is to follow in this run
  byte[] checkpoint(boolean closed) {
    AuditLine line =
        new AuditLine()
            .text("chain", id)
            .number("sequence", sequence)
            .text("value", ENCODER.encodeToString(value))
            .flag("closed", closed);
    byte[] seal = new byte[VALUE_BYTES];
    mac.update(HEAD_PREFIX);
    line.coverBy(mac);
    finish(seal);
    ByteBuffer ended = line.base64("mac", seal).end();
    byte[] padded = new byte[HEAD_BYTES];
    Arrays.fill(padded, (byte) ' ');
    // The line break of the line itself comes at the very end.
    ended.get(padded, 0, ended.remaining() - 1);
    padded[HEAD_BYTES - 1] = '\n';
    return padded;
  }

  /// Tells whether a checkpoint was signed with this key.
  ///
  /// @param signed its bytes up to the signature
  static boolean isCheckpoint(Mac mac, byte[] signed, String signature) {
    mac.update(HEAD_PREFIX);
    mac.update(signed);
    return MessageDigest.isEqual(mac.doFinal(), decoded(signature));
  }

  /// The chain value of a line.
  ///
  /// @param sealed the line's bytes up to its chain value
  static String value(Mac mac, String previous, byte[] sealed) {
    mac.update(decoded(previous));
    mac.update(sealed);
    return ENCODER.encodeToString(mac.doFinal());
  }

  private static byte[] decoded(String value) {
    return Base64.getUrlDecoder().decode(value);
  }

  private void finish(byte[] into) {
    try {
      mac.doFinal(into, 0);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("an HMAC-SHA-256 has " + VALUE_BYTES + " bytes", e);
    }
  }
}
