package dev.doorward.audit;

import dev.doorward.caller.CallerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;

/// One audit line while it is put together: a JSON object of texts and numbers. Written by hand, as
/// every call writes two lines and half of each is the same.
final class AuditLine {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int LONGEST_ESCAPE = 6;
  private static final int USUAL_LENGTH = 1_024;

  private final long second;
  private SubjectNames names = SubjectNames.PLAIN;
  private byte[] bytes = new byte[USUAL_LENGTH];
  private int length;
  private boolean within;

  /// A line that only collects fields for others.
  AuditLine() {
    this(0);
  }

  /// Fields to be copied into many lines, behind others: each begins with its comma.
  static AuditLine ofFields() {
    AuditLine fields = new AuditLine();
    fields.bytes = new byte[USUAL_LENGTH / 4];
    fields.within = true;
    return fields;
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

  /// Adds a moment, as ISO 8601 with microseconds.
  ///
  /// @param second all of it up to the second
  AuditLine moment(String name, byte[] second, int micros) {
    name(name);
    reserve(second.length + 10);
    bytes[length++] = '"';
    encoded(second);
    if (micros > 0) {
      bytes[length] = '.';
      int rest = micros;
      for (int place = 6; place > 0; place--) {
        bytes[length + place] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
      length += 7;
    }
    bytes[length++] = 'Z';
    bytes[length++] = '"';
    return this;
  }

  /// Adds bytes in base64url without padding.
  AuditLine base64(String name, byte[] value) {
    name(name);
    byte[] text = BASE64.encode(value);
    reserve(text.length + 2);
    bytes[length++] = '"';
    encoded(text);
    bytes[length++] = '"';
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

  /// Adds fields that were collected.
  AuditLine copy(AuditLine fields) {
    return encoded(fields.bytes, 0, fields.length);
  }

  /// How many bytes it has so far.
  int length() {
    return length;
  }

  /// Adds what it has so far to a chain value.
  void coverBy(Mac mac) {
    mac.update(bytes, 0, length);
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

  @SuppressWarnings(
      "deprecation") // names are plain ASCII; nothing else copies them without an array between
  private void name(String name) {
    separate(name.length() + 4);
    bytes[length++] = '"';
    name.getBytes(0, name.length(), bytes, length);
    length += name.length();
    bytes[length++] = '"';
    bytes[length++] = ':';
  }

  private void separate(int more) {
    reserve(more);
    bytes[length] = (byte) (length == 0 && !within ? '{' : ',');
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
