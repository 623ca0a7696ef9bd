package dev.doorward.limit;

import java.time.Duration;

/// What a limiter says to one attempt.
///
/// @param allowed whether the attempt may go on
/// @param scope whose permits were asked for: `caller`, `tool`, `address` or `token`
/// @param permits permits per window
/// @param window after how long the permits come back
/// @param remaining permits left after this attempt
/// @param retryIn how long to wait before another attempt can succeed; zero when allowed
public record Decision(
    boolean allowed,
    String scope,
    long permits,
    Duration window,
    long remaining,
    Duration retryIn) {
  /// Nobody set a limit here.
  static final Decision UNLIMITED =
      new Decision(
          true, "none", Long.MAX_VALUE, Duration.ofSeconds(1), Long.MAX_VALUE, Duration.ZERO);
}
