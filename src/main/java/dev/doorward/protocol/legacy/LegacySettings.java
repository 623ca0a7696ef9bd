package dev.doorward.protocol.legacy;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// What the legacy era bounds.
///
/// @param sessions sessions of all callers together, 1 to 1 000 000
/// @param sessionsPerCaller sessions of one caller, 1 to 10 000; one more ends its longest idle one
/// @param idle after how long without a request, a running call or an open stream a session ends, 1
///   s to 24 h
/// @param answerWithin how long a client may take to answer a question, 1 s to 1 h
/// @param replayBytes what one session keeps of its streams for clients that come back, 1 KiB to 16
///   MiB
/// @param callsPerSession calls of one session at the same time, 1 to 1 000
@Introspected
public record LegacySettings(
    @Min(1) @Max(1_000_000) int sessions,
    @Min(1) @Max(10_000) int sessionsPerCaller,
    @Min(1) @Max(86_400) Duration idle,
    @Min(1) @Max(3_600) Duration answerWithin,
    @Min(1_024) @Max(16 * 1024 * 1024) int replayBytes,
    @Min(1) @Max(1_000) int callsPerSession) {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /// What holds when nothing else is configured: 10 000 sessions, 64 per caller, 30 min idle, 5 min
  /// to answer, 1 MiB, 128 calls.
  public static final LegacySettings DEFAULTS =
      new LegacySettings(
          10_000, 64, Duration.ofMinutes(30), Duration.ofMinutes(5), 1024 * 1024, 128);

  public LegacySettings {
    require(sessions >= 1 && sessions <= 1_000_000, "sessions must be 1 to 1 000 000");
    require(
        sessionsPerCaller >= 1 && sessionsPerCaller <= 10_000,
        "sessionsPerCaller must be 1 to 10 000");
    require(within(idle, Duration.ofHours(24)), "idle must be 1 s to 24 h");
    require(within(answerWithin, Duration.ofHours(1)), "answerWithin must be 1 s to 1 h");
    require(
        replayBytes >= 1024 && replayBytes <= 16 * 1024 * 1024,
        "replayBytes must be 1 KiB to 16 MiB");
    require(callsPerSession >= 1 && callsPerSession <= 1_000, "callsPerSession must be 1 to 1 000");
  }

  private static boolean within(Duration value, Duration longest) {
    return value.compareTo(SECOND) >= 0 && value.compareTo(longest) <= 0;
  }

  private static void require(boolean held, String text) {
    if (!held) {
      throw new IllegalArgumentException(text);
    }
  }
}
