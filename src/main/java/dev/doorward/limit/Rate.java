package dev.doorward.limit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// So many permits per period, for example `100/minute`, or `100/minute burst 300`.
///
/// @param permits how many are added when a period is over, 1 to 1 000 000 000
/// @param period how long that takes
/// @param burst how many can be saved up, at least `permits`
public record Rate(long permits, Duration period, long burst) {
  /// The form in words, for refusals.
  public static final String FORM_IN_WORDS =
      "write N/second, N/minute or N/hour with N from 1 to 1000000000, and burst M behind it with M"
          + " from N";

  private static final Pattern FORM =
      Pattern.compile("([1-9][0-9]{0,9})/(second|minute|hour)(?: burst ([1-9][0-9]{0,9}))?");
  private static final long MOST = 1_000_000_000L;

  public Rate {
    if (permits < 1 || permits > MOST || burst < permits || burst > MOST || !period.isPositive()) {
      throw new IllegalArgumentException(FORM_IN_WORDS);
    }
  }

  /// A rate of which nothing can be saved up.
  public Rate(long permits, Duration period) {
    this(permits, period, permits);
  }

  /// Reads `N/second`, `N/minute` or `N/hour`, with or without ` burst M`.
  ///
  /// @throws IllegalArgumentException when the text has another form or a number is out of range
  public static Rate parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(FORM_IN_WORDS);
    }
    Duration period =
        switch (matcher.group(2)) {
          case "second" -> Duration.ofSeconds(1);
          case "minute" -> Duration.ofMinutes(1);
          default -> Duration.ofHours(1);
        };
    long permits = Long.parseLong(matcher.group(1));
    String burst = matcher.group(3);
    return new Rate(permits, period, burst == null ? permits : Long.parseLong(burst));
  }

  /// After how long a quiet bucket is full, whatever was taken before.
  Duration fullAfter() {
    return period.multipliedBy(Math.ceilDiv(burst, permits));
  }

  @Override
  public String toString() {
    String unit =
        period.equals(Duration.ofSeconds(1))
            ? "second"
            : period.equals(Duration.ofMinutes(1)) ? "minute" : "hour";
    return permits + "/" + unit + (burst == permits ? "" : " burst " + burst);
  }
}
