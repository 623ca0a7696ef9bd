package dev.doorward.audit;

import dev.doorward.caller.CallerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// One audit line while it is put together: a JSON object of texts and numbers. Written by hand, as
/// every call writes two lines and half of each is the same.
final class AuditLine {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_ESCAPE = 6;
  private static final int USUAL_LENGTH = 1_024;

  private final long second;
  private SubjectNames names = SubjectNames.PLAIN;
  private byte[] bytes = new byte[USUAL_LENGTH];
  private int length;

  /// A line that only collects fields for others.
  AuditLine() {
    this(0);
  }

  /// @param second when it is said, in seconds of the Unix epoch
  AuditLine(long second) {
    this.second = second;
  }

  /// A line that tells an event, its time to the second.
  static AuditLine of(AuditEvent event, long second) {
    AuditLine line =
        new AuditLine(second)
            .text("time", Instant.ofEpochSecond(second).toString())
            .text("event", event.label());
    event.tell(line);
    return line;
  }

  /// When it is said, in seconds of the Unix epoch.
  long second() {
    return second;
  }

  /// Adds a text; its name must need no escaping.
  AuditLine text(String name, String value) {
    name(name);
    quoted(value);
    return this;
  }

  /// Has it name subjects in another way.
  AuditLine naming(SubjectNames others) {
    names = others;
    return this;
  }

  /// Adds `issuer` and `subject`.
  AuditLine caller(CallerId id) {
    return text("issuer", id.issuer()).text("subject", names.of(id));
  }

  /// Adds `subject`, and `issuer` unless it is empty.
  AuditLine subject(String issuer, String subject) {
    return (issuer.isEmpty() ? this : text("issuer", issuer))
        .text("subject", names.of(issuer, subject));
  }

  /// Adds a whole number.
  AuditLine number(String name, long value) {
    name(name);
    return encoded(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
  }

  /// Adds a truth value.
  AuditLine flag(String name, boolean value) {
    name(name);
    return encoded((value ? "true" : "false").getBytes(StandardCharsets.US_ASCII));
  }

  /// Adds a list of texts.
  AuditLine texts(String name, Iterable<String> values) {
    name(name);
    byte separator = '[';
    for (String value : values) {
      reserve(1);
      bytes[length++] = separator;
      quoted(value);
      separator = ',';
    }
    return encoded((separator == '[' ? "[]" : "]").getBytes(StandardCharsets.US_ASCII));
  }

  /// Adds fields of another line.
  ///
  /// @param from how long that line was before them; it was not empty
  /// @param to how long it was after them
  AuditLine copy(AuditLine other, int from, int to) {
    return encoded(other.bytes, from, to - from);
  }

  /// How many bytes it has so far.
  int length() {
    return length;
  }

  /// What it has so far; not for keeping.
  ByteBuffer soFar() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /// The finished line, line break included.
  ByteBuffer end() {
    reserve(2);
    bytes[length++] = '}';
    bytes[length++] = '\n';
    return ByteBuffer.wrap(bytes, 0, length);
  }

  private void quoted(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    reserve(utf8.length + 2);
    bytes[length++] = '"';
    if (isPlain(utf8)) {
      System.arraycopy(utf8, 0, bytes, length, utf8.length);
      length += utf8.length;
    } else {
      escaped(utf8);
    }
    bytes[length++] = '"';
  }

  /// Tells whether nothing needs escaping, as mostly.
  private static boolean isPlain(byte[] utf8) {
    for (byte each : utf8) {
      if (each == '"' || each == '\\' || (each & 0xff) < ' ') {
        return false;
      }
    }
    return true;
  }

  private void escaped(byte[] utf8) {
    reserve(utf8.length * LONGEST_ESCAPE + 1);
    for (byte each : utf8) {
      if (each == '"' || each == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = each;
      } else if (each >= 0 && each < ' ') {
        control(each);
      } else {
        bytes[length++] = each;
      }
    }
  }

  private void name(String name) {
    separate(name.length() + 4);
    bytes[length++] = '"';
    for (int i = 0; i < name.length(); i++) {
      bytes[length++] = (byte) name.charAt(i);
    }
    bytes[length++] = '"';
    bytes[length++] = ':';
  }

  private void separate(int more) {
    reserve(more);
    bytes[length] = (byte) (length == 0 ? '{' : ',');
    length++;
  }

  private void control(byte each) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    bytes[length++] = '0';
    bytes[length++] = '0';
    bytes[length++] = HEX[each >> 4];
    bytes[length++] = HEX[each & 0xf];
  }

  private AuditLine encoded(byte[] ready) {
    return encoded(ready, 0, ready.length);
  }

  private AuditLine encoded(byte[] ready, int from, int count) {
    reserve(count);
    System.arraycopy(ready, from, bytes, length, count);
    length += count;
    return this;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
