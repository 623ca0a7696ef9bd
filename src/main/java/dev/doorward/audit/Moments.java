package dev.doorward.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Begins lines with their moment; what all moments of one second share is formatted once.
final class Moments {
  private record Second(long epoch, byte[] text) {}

  private volatile Second last = second(0);

  /// A line that says so far when it is said.
  AuditLine begin(Instant moment) {
    Second second = last;
    if (second.epoch() != moment.getEpochSecond()) {
      second = second(moment.getEpochSecond());
      last = second;
    }
    return new AuditLine(second.epoch()).moment("time", second.text(), moment.getNano() / 1_000);
  }

  private static Second second(long epoch) {
    String text = Instant.ofEpochSecond(epoch).toString();
    return new Second(
        epoch, text.substring(0, text.length() - 1).getBytes(StandardCharsets.US_ASCII));
  }
}
