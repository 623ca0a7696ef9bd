package dev.doorward.tools.scan;

import java.time.Duration;

/// Where a scan stops, whatever there is to read. A scan that was stopped says so.
///
/// @param files most files that are opened
/// @param bytes most bytes that are read in all
/// @param findings most findings that are kept
/// @param time longest time it takes
public record ScanLimits(long files, long bytes, int findings, Duration time) {
  /// For an operator at a terminal.
  public static final ScanLimits COMMAND =
      new ScanLimits(2_000_000, 1L << 40, 10_000, Duration.ofHours(6));

  /// For a caller of the tool: what a call's deadline leaves room for.
  public static final ScanLimits TOOL =
      new ScanLimits(50_000, 2L << 30, 2_000, Duration.ofSeconds(20));

  public ScanLimits {
    if (files < 1 || bytes < 1 || findings < 1 || time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
