package dev.doorward.gateway;

import dev.doorward.access.AccessPolicy;
import java.time.Duration;

/// What the operator decided, as one request sees it from its first guard to its last: a list and a
/// call of the same request never see two policies.
record Rules(AccessPolicy policy, Resolver resolver, Duration deadline, OutputCap outputCap) {
  static Rules of(AccessPolicy policy, GatewaySettings settings) {
    return new Rules(
        policy,
        new Resolver(policy, settings),
        settings.deadline(),
        new OutputCap(settings.outputBytes()));
  }
}
