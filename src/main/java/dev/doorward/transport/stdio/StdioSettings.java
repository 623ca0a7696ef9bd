package dev.doorward.transport.stdio;

import dev.doorward.caller.Role;
import java.time.Duration;
import java.util.Set;

/// What the local door allows.
///
/// @param lineBytes how long a line may be, 1 KiB to 64 MiB; the same limit as for a body at the
///   remote door
/// @param roles what the local caller may do; never empty
/// @param grace how long running calls may go on after the input has ended, at most 1.5 s
public record StdioSettings(int lineBytes, Set<Role> roles, Duration grace) {
  private static final int SHORTEST_LIMIT = 1024;
  private static final int LONGEST_LIMIT = 64 * 1024 * 1024;
  // The process has to be gone 2 s after the end, the rest of the way out included.
  private static final Duration LONGEST_GRACE = Duration.ofMillis(1500);

  /// What holds when nothing else is configured: lines of 1 MiB, a developer, 1 s.
  public static final StdioSettings DEFAULTS =
      new StdioSettings(1024 * 1024, Set.of(Role.DEVELOPER), Duration.ofSeconds(1));

  public StdioSettings {
    roles = Set.copyOf(roles);
    if (lineBytes < SHORTEST_LIMIT || lineBytes > LONGEST_LIMIT) {
      throw new IllegalArgumentException(
          "lineBytes must be " + SHORTEST_LIMIT + " to " + LONGEST_LIMIT);
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("the local caller needs at least one role");
    }
    if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
      throw new IllegalArgumentException("grace must be 0 to " + LONGEST_GRACE.toMillis() + " ms");
    }
  }
}
