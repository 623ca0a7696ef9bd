package dev.doorward.cli.settings;

import dev.doorward.limit.LimitSettings;
import dev.doorward.limit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The part of the table of keys that says how often somebody may ask.
final class LimitKeys {
  private static final LimitSettings LIMIT = LimitSettings.DEFAULTS;

  static final Key<Optional<Rate>> RATE =
      Key.of(
              "limit.rate",
              Kinds.optional(Shapes.rate()),
              Optional.<Rate>empty(),
              "How often one caller may ask, as N/second, N/minute or N/hour; the permits come back when"
                  + " the interval is over, and with burst M behind it up to M are saved up.")
          .shownAs("100/minute for remote callers, none over stdio")
          .alias("MCP_RATE_LIMIT");

  static final Key<Map<String, Rate>> ROLES =
      Key.of(
          "limit.roles",
          Shapes.rates("role"),
          Map.<String, Rate>of(),
          "Rates of callers with a role instead of limit.rate; of several the largest holds.");

  static final Key<Map<String, Rate>> TOOLS =
      Key.of(
          "limit.tools",
          Shapes.rates("tool"),
          LIMIT.tools(),
          "How often one caller may call a tool, beside its other permits.");

  static final Key<Rate> UNAUTHENTICATED =
      Key.of(
          "limit.unauthenticated",
          Shapes.rate(),
          LIMIT.unauthenticated(),
          "How often one address may ask without a credential; of IPv6 a /64 is one address.");

  static final Key<Integer> LOCKOUT_FAILURES =
      Key.of(
          "limit.lockout-failures",
          Kinds.integer(),
          LIMIT.lockoutFailures(),
          "Bad credentials within limit.lockout-window that lock their address out.");

  static final Key<Duration> LOCKOUT_WINDOW =
      Key.of(
          "limit.lockout-window",
          Kinds.duration(),
          LIMIT.lockoutWindow(),
          "How long bad credentials of an address are counted together.");

  static final Key<Duration> LOCKOUT_DURATION =
      Key.of(
          "limit.lockout-duration",
          Kinds.duration(),
          LIMIT.lockoutDuration(),
          "How long a locked-out address may not show a credential; callers that are known already"
              + " are not affected.");

  /// These keys, in the order of the reference.
  static final List<Key<?>> ALL =
      List.of(
          RATE, ROLES, TOOLS, UNAUTHENTICATED, LOCKOUT_FAILURES, LOCKOUT_WINDOW, LOCKOUT_DURATION);

  private LimitKeys() {}
}
