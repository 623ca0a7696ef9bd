package dev.doorward.gateway;

import dev.doorward.service.InputLimits;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;

/// What the gateway bounds.
///
/// @param deadline how long one run of a tool, read or prompt may take
/// @param outputBytes how large one result may be
/// @param callsAtOnce calls of one caller at the same time
/// @param toolCallsAtOnce calls of one caller to a tool at the same time, by tool name
/// @param pageSize entries per page of a list
/// @param input limits of arguments where a tool has none of its own
/// @param inputOverrides limits of arguments by tool name, as the operator wrote them
@Introspected
public record GatewaySettings(
    @Min(1) @Max(600) Duration deadline,
    @Min(1_024) @Max(64 * 1024 * 1024) int outputBytes,
    @Min(1) @Max(10_000) int callsAtOnce,
    Map<String, Integer> toolCallsAtOnce,
    @Min(1) @Max(1_000) int pageSize,
    InputLimits input,
    Map<String, InputLimits> inputOverrides) {
  /// What holds when nothing else is configured: 30 s, 24 MiB (a skill file of 16 MiB in base64),
  /// 64 calls, 100 entries.
  public static final GatewaySettings DEFAULTS =
      new GatewaySettings(
          Duration.ofSeconds(30),
          24 * 1024 * 1024,
          64,
          Map.of(),
          100,
          InputLimits.DEFAULTS,
          Map.of());

  public GatewaySettings {
    toolCallsAtOnce = Map.copyOf(toolCallsAtOnce);
    inputOverrides = Map.copyOf(inputOverrides);
  }
}
