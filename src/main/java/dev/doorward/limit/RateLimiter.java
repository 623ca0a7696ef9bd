package dev.doorward.limit;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Role;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How often a caller may ask, and how often it may call one tool.
public final class RateLimiter {
  private static final int MOST_CALLERS = 100_000;
  private static final int MOST_CALLERS_OF_A_TOOL = 10_000;

  private final LongSupplier nanos;
  private volatile Limits limits;

  /// What is asked of now, swapped as a whole.
  private record Limits(
      @Nullable Buckets<CallerId> usual,
      Map<Role, Buckets<CallerId>> byRole,
      Map<String, Buckets<CallerId>> byTool) {}

  /// A limiter that makes no difference between roles and tools.
  ///
  /// @param rate the permits per caller; empty only for the local caller, who is not limited unless
  ///   asked for
  public RateLimiter(Optional<Rate> rate) {
    this(rate, Map.of(), Map.of(), System::nanoTime);
  }

  /// @param rate the permits per caller whose roles have no rate of their own
  /// @param roles rates by role; of several the largest holds
  /// @param tools rates of one caller by tool, beside its other permits
  /// @param nanos a clock that only goes forward
  public RateLimiter(
      Optional<Rate> rate, Map<Role, Rate> roles, Map<String, Rate> tools, LongSupplier nanos) {
    this.nanos = nanos;
    this.limits = limits(rate, roles, tools, new Limits(null, Map.of(), Map.of()));
  }

  /// Sets other rates from now on. Whose rate stays as it is keeps what is left of its permits, and
  /// whose rate changes keeps its share of them.
  public void reconfigure(Optional<Rate> rate, Map<Role, Rate> roles, Map<String, Rate> tools) {
    limits = limits(rate, roles, tools, limits);
  }

  private Limits limits(
      Optional<Rate> rate, Map<Role, Rate> roles, Map<String, Rate> tools, Limits before) {
    return new Limits(
        rate.map(given -> buckets("caller", given, MOST_CALLERS, before.usual())).orElse(null),
        buckets("caller", roles, MOST_CALLERS, before.byRole()),
        buckets("tool", tools, MOST_CALLERS_OF_A_TOOL, before.byTool()));
  }

  private <K> Map<K, Buckets<CallerId>> buckets(
      String scope, Map<K, Rate> rates, int most, Map<K, Buckets<CallerId>> before) {
    Map<K, Buckets<CallerId>> made = new HashMap<>();
    rates.forEach((key, rate) -> made.put(key, buckets(scope, rate, most, before.get(key))));
    return Collections.unmodifiableMap(made);
  }

  private Buckets<CallerId> buckets(
      String scope, Rate rate, int most, @Nullable Buckets<CallerId> before) {
    if (before == null) {
      return new Buckets<>(scope, rate, most, nanos);
    }
    before.reconfigure(rate);
    return before;
  }

  /// Takes one permit of the caller's, or says how long to wait.
  public Decision take(Caller caller) {
    Limits now = limits;
    Buckets<CallerId> buckets = now.byRole().isEmpty() ? now.usual() : ofItsRoles(caller, now);
    return buckets == null ? Decision.UNLIMITED : buckets.take(caller.id());
  }

  /// Takes one of the caller's permits for a tool it may use, or says how long to wait.
  public Decision takeForTool(CallerId caller, String tool) {
    Map<String, Buckets<CallerId>> byTool = limits.byTool();
    Buckets<CallerId> buckets = byTool.isEmpty() ? null : byTool.get(tool);
    return buckets == null ? Decision.UNLIMITED : buckets.take(caller);
  }

  private static @Nullable Buckets<CallerId> ofItsRoles(Caller caller, Limits now) {
    Buckets<CallerId> found = null;
    for (Role role : caller.roles()) {
      Buckets<CallerId> given = now.byRole().get(role);
      if (given != null && (found == null || given.perSecond() > found.perSecond())) {
        found = given;
      }
    }
    return found == null ? now.usual() : found;
  }
}
