package dev.doorward.gateway;

import dev.doorward.caller.Caller;

/// Hears how every request ended, for metrics. Called on the request's thread; must not block or
/// throw.
@FunctionalInterface
public interface GatewayObserver {
  /// Hears nothing.
  GatewayObserver NONE = (caller, request, origin, outcome, nanos) -> {};

  /// Hears how one request ended; `nanos` runs from its arrival at the gateway to its outcome.
  void ended(Caller caller, Request request, Origin origin, Outcome outcome, long nanos);
}
