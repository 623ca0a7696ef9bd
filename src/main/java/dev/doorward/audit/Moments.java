package dev.doorward.audit;

import java.time.Instant;

/// Writes moments as ISO 8601 with microseconds; what all moments of one second share is formatted
/// once.
final class Moments {
  private static final int MICROS_PER_SECOND = 1_000_000;

  private record Second(long epoch, String text) {}

  private volatile Second last = second(0);

  String text(Instant moment) {
    Second second = last;
    if (second.epoch() != moment.getEpochSecond()) {
      second = second(moment.getEpochSecond());
      last = second;
    }
    int micros = moment.getNano() / 1_000;
    return micros == 0
        ? second.text() + "Z"
        : second.text() + "." + Integer.toString(MICROS_PER_SECOND + micros).substring(1) + "Z";
  }

  private static Second second(long epoch) {
    String text = Instant.ofEpochSecond(epoch).toString();
    return new Second(epoch, text.substring(0, text.length() - 1));
  }
}
