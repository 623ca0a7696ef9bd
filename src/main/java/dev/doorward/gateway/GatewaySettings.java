package dev.doorward.gateway;

import dev.doorward.service.InputLimits;
import java.time.Duration;

/// What the gateway bounds.
///
/// @param deadline how long one run of a tool, read or prompt may take
/// @param outputBytes how large one result may be
/// @param callsAtOnce calls of one caller at the same time
/// @param pageSize entries per page of a list
/// @param input limits of arguments where a tool has none of its own
public record GatewaySettings(
    Duration deadline, int outputBytes, int callsAtOnce, int pageSize, InputLimits input) {
  /// What holds when nothing else is configured: 30 s, 8 MiB, 64 calls, 100 entries.
  public static final GatewaySettings DEFAULTS =
      new GatewaySettings(Duration.ofSeconds(30), 8 * 1024 * 1024, 64, 100, InputLimits.DEFAULTS);
}
