package dev.doorward.service;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// How large the arguments of one call may be.
///
/// @param depth levels of nesting, 1 to 64
/// @param properties properties per object, and elements per array times ten, 1 to 10 000
/// @param textCharacters characters per string, 1 to 10 000 000
@Introspected
public record InputLimits(
    @Min(1) @Max(64) int depth,
    @Min(1) @Max(10_000) int properties,
    @Min(1) @Max(10_000_000) int textCharacters) {
  /// No configuration and no tool goes beyond these.
  public static final InputLimits HARD_CAPS = new InputLimits(64, 10_000, 10_000_000);

  /// What holds when nothing else is configured.
  public static final InputLimits DEFAULTS = new InputLimits(10, 100, 10_000);

  public InputLimits {
    requireWithin(depth, 64, "depth");
    requireWithin(properties, 10_000, "properties");
    requireWithin(textCharacters, 10_000_000, "textCharacters");
  }

  private static void requireWithin(int value, int cap, String what) {
    if (value < 1 || value > cap) {
      throw new IllegalArgumentException(what + " must be 1 to " + cap);
    }
  }
}
