package dev.doorward.limit;

import dev.doorward.caller.Role;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How often one caller may ask, and what an address may try before it is known who is there.
///
/// @param rate the rate of every caller, when the operator set one
/// @param roles rates of callers with a role, instead of that one
/// @param tools rates of one caller for a tool, beside that one
/// @param unauthenticated the rate of an address without a good credential
/// @param lockoutFailures bad credentials in a window that lock their address out
/// @param lockoutWindow how long bad credentials are counted together
/// @param lockoutDuration how long a locked-out address stays so
@Introspected
public record LimitSettings(
    Optional<Rate> rate,
    Map<Role, Rate> roles,
    Map<String, Rate> tools,
    Rate unauthenticated,
    @Min(1) @Max(1_000_000) int lockoutFailures,
    @Min(1) @Max(3_600) Duration lockoutWindow,
    @Min(1) @Max(86_400) Duration lockoutDuration) {
  /// What holds when nothing else is configured. The rate of callers is for remote ones only.
  public static final LimitSettings DEFAULTS =
      new LimitSettings(
          Optional.empty(),
          Map.of(),
          Map.of(),
          new Rate(300, Duration.ofMinutes(1)),
          20,
          Duration.ofMinutes(1),
          Duration.ofMinutes(5));

  private static final Rate REMOTE = new Rate(100, Duration.ofMinutes(1));

  public LimitSettings {
    roles = Map.copyOf(roles);
    tools = Map.copyOf(tools);
  }

  /// The rate of a caller at the HTTP door: the one set, else 100 a minute.
  public Rate remote() {
    return rate.orElse(REMOTE);
  }

  /// The rate of the caller at the stdio door: the one set, else none.
  public Optional<Rate> local() {
    return rate;
  }
}
