package dev.doorward.limit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// So many permits per period, for example `100/minute`.
///
/// @param permits how many, 1 to 1 000 000 000
/// @param period per how long
public record Rate(long permits, Duration period) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,9})/(second|minute|hour)");
  private static final long MOST = 1_000_000_000L;

  public Rate {
    if (permits < 1 || permits > MOST || !period.isPositive()) {
      throw new IllegalArgumentException(
          "a rate is 1 to " + MOST + " permits per second, minute or hour");
    }
  }

  /// Reads `N/second`, `N/minute` or `N/hour`.
  ///
  /// @throws IllegalArgumentException when the text has another form or the number is out of range
  public static Rate parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "write a rate as N/second, N/minute or N/hour with N from 1");
    }
    Duration period =
        switch (matcher.group(2)) {
          case "second" -> Duration.ofSeconds(1);
          case "minute" -> Duration.ofMinutes(1);
          default -> Duration.ofHours(1);
        };
    return new Rate(Long.parseLong(matcher.group(1)), period);
  }

  @Override
  public String toString() {
    String unit =
        period.equals(Duration.ofSeconds(1))
            ? "second"
            : period.equals(Duration.ofMinutes(1)) ? "minute" : "hour";
    return permits + "/" + unit;
  }
}
