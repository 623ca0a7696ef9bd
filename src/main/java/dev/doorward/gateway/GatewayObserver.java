package dev.doorward.gateway;

import dev.doorward.caller.Caller;

/// Hears how every request ended, for metrics. Called on the request's thread; must not block or
/// throw.
@FunctionalInterface
public interface GatewayObserver {
  /// Hears nothing.
  GatewayObserver NONE = (caller, request, origin, outcome, nanos) -> {};

  /// @param nanos from the request's arrival at the gateway to its outcome
  void ended(Caller caller, Request request, Origin origin, Outcome outcome, long nanos);
}
