package dev.doorward.gateway;

import dev.doorward.audit.AuditEntry;
import dev.doorward.caller.Caller;
import org.jspecify.annotations.Nullable;

/// One request on its way through the guards: what came, and how far it is.
final class Passage {
  final Caller caller;
  final Request request;
  final Origin origin;
  final Rules rules;
  final AuditEntry entry;
  final long started = System.nanoTime();
  private @Nullable Work work;
  private @Nullable Outcome outcome;

  Passage(Caller caller, Request request, Origin origin, Rules rules) {
    this.caller = caller;
    this.request = request;
    this.origin = origin;
    this.rules = rules;
    this.entry =
        new AuditEntry(
            origin.requestId(),
            caller,
            origin.era(),
            request.operation(),
            request.target(),
            request instanceof Request.CallTool call ? call.arguments() : null,
            origin.trace());
  }

  /// Goes on with what access granted.
  boolean allow(Work granted) {
    work = granted;
    return true;
  }

  /// Stops here.
  boolean refuse(Refusal refusal) {
    outcome = new Outcome.Refused(refusal);
    return false;
  }

  /// Goes on with an outcome in hand.
  boolean end(Outcome reached) {
    outcome = reached;
    return true;
  }

  /// Stops at a bug.
  void fail(String incident) {
    outcome = new Outcome.Faulted(incident);
  }

  Work work() {
    if (work == null) {
      throw new IllegalStateException("a guard ran before access was granted");
    }
    return work;
  }

  Outcome outcome() {
    if (outcome == null) {
      throw new IllegalStateException("no guard has decided yet");
    }
    return outcome;
  }
}
