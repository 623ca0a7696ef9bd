package dev.doorward.protocol;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// What legacy sessions may take.
///
/// @param sessions sessions of all callers together
/// @param sessionsPerCaller sessions of one caller
/// @param sessionIdle how long a session without a request or stream is kept
@Introspected
public record ProtocolSettings(
    @Min(1) @Max(1_000_000) int sessions,
    @Min(1) @Max(10_000) int sessionsPerCaller,
    @Min(60) @Max(86_400) Duration sessionIdle) {
  /// What holds when nothing else is configured: 10 000 sessions, 100 per caller, 30 minutes.
  public static final ProtocolSettings DEFAULTS =
      new ProtocolSettings(10_000, 100, Duration.ofMinutes(30));
}
