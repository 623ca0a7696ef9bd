package dev.doorward.limit;

import java.time.Duration;

/// What a limiter says to one attempt.
///
/// @param allowed whether the attempt may go on
/// @param limit permits per period
/// @param remaining permits left after this attempt
/// @param retryIn how long to wait before another attempt can succeed; zero when allowed
public record Decision(boolean allowed, long limit, long remaining, Duration retryIn) {
  static Decision unlimited() {
    return new Decision(true, Long.MAX_VALUE, Long.MAX_VALUE, Duration.ZERO);
  }
}
