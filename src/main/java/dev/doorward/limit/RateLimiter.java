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

  private final @Nullable Buckets<CallerId> usual;
  private final Map<Role, Buckets<CallerId>> byRole;
  private final Map<String, Buckets<CallerId>> byTool;

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
    this.usual =
        rate.map(r -> new Buckets<CallerId>("caller", r, MOST_CALLERS, nanos)).orElse(null);
    this.byRole = buckets("caller", roles, MOST_CALLERS, nanos);
    this.byTool = buckets("tool", tools, MOST_CALLERS_OF_A_TOOL, nanos);
  }

  private static <K> Map<K, Buckets<CallerId>> buckets(
      String scope, Map<K, Rate> rates, int most, LongSupplier nanos) {
    Map<K, Buckets<CallerId>> made = new HashMap<>();
    rates.forEach((key, rate) -> made.put(key, new Buckets<>(scope, rate, most, nanos)));
    return Collections.unmodifiableMap(made);
  }

  /// Takes one permit of the caller's, or says how long to wait.
  public Decision take(Caller caller) {
    Buckets<CallerId> buckets = byRole.isEmpty() ? usual : ofItsRoles(caller);
    return buckets == null ? Decision.UNLIMITED : buckets.take(caller.id());
  }

  /// Takes one of the caller's permits for a tool it may use, or says how long to wait.
  public Decision takeForTool(CallerId caller, String tool) {
    Buckets<CallerId> buckets = byTool.isEmpty() ? null : byTool.get(tool);
    return buckets == null ? Decision.UNLIMITED : buckets.take(caller);
  }

  private @Nullable Buckets<CallerId> ofItsRoles(Caller caller) {
    Buckets<CallerId> found = null;
    for (Role role : caller.roles()) {
      Buckets<CallerId> given = byRole.get(role);
      if (given != null && (found == null || given.perSecond() > found.perSecond())) {
        found = given;
      }
    }
    return found == null ? usual : found;
  }
}
