package dev.doorward.gateway;

import dev.doorward.access.AccessPolicy;
import dev.doorward.audit.AuditTrail;
import dev.doorward.caller.Caller;
import dev.doorward.limit.ConcurrencyLimiter;
import dev.doorward.limit.Decision;
import dev.doorward.limit.RateLimiter;
import dev.doorward.service.CatalogHolder;
import dev.doorward.service.Change;
import dev.doorward.service.Incidents;
import dev.doorward.service.Tool;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.Optional;

/// The one way to the catalog, for every method of both eras at both doors.
public final class Gateway {
  private final AuditTrail audit;
  private final RateLimiter rates;
  private final CatalogHolder catalogs;
  private final ConcurrencyLimiter places;
  private final Runner runner;
  private final GatewayObserver observer;
  private volatile Rules rules;

  /// Wires the guards.
  public Gateway(
      AuditTrail audit,
      RateLimiter rates,
      AccessPolicy policy,
      CatalogHolder catalogs,
      GatewaySettings settings,
      GatewayObserver observer) {
    this.audit = audit;
    this.rates = rates;
    this.catalogs = catalogs;
    this.places = new ConcurrencyLimiter(settings.callsAtOnce(), settings.toolCallsAtOnce());
    this.runner = new Runner(places);
    this.rules = Rules.of(policy, settings);
    this.observer = observer;
  }

  /// Sets another policy and other bounds for the requests to come; those that are on their way end
  /// by the rules they began with.
  public void govern(AccessPolicy policy, GatewaySettings settings) {
    places.reconfigure(settings.callsAtOnce(), settings.toolCallsAtOnce());
    rules = Rules.of(policy, settings);
  }

  /// Takes a request through every guard, runs it, and says how it ended. The order of the lines is
  /// the order of the guards.
  ///
  /// Blocks while the work runs, and in the legacy era also while the client answers questions; see
  /// [#blocks].
  public Outcome handle(Caller caller, Request request, Origin origin) {
    Passage passage = new Passage(caller, request, origin, rules);
    try {
      boolean ignored =
          auditIntent(passage) // 1
              && limit(passage) // 2
              && access(passage) // 3
              && toolLimit(passage) // 4
              && input(passage) // 5
              && run(passage) // 6
              && output(passage); // 7
    } catch (RuntimeException | StackOverflowError fault) {
      // A guard met a bug, its own or a family's. An intent without an outcome would hide that.
      passage.fail(Incidents.report(fault));
    }
    return auditOutcome(passage); // 8, however far it came
  }

  /// Tells whether handling a request can wait for anything, so that it must not run on a thread
  /// that others need.
  public boolean blocks(Request request) {
    return switch (request) {
      case Request.CallTool call ->
          catalogs.current().tool(call.name()).map(Tool::blocking).orElse(false);
      case Request.Describe ignored -> false;
      case Request.Ping ignored -> false;
      case Request.ListTools ignored -> false;
      case Request.ListTemplates ignored -> false;
      case Request.SetLevel ignored -> false;
      case Request.Watch ignored -> false;
      case Request.Unwatch ignored -> false;
      case Request.ListResources ignored -> true;
      case Request.ReadResource ignored -> true;
      case Request.ReadDirectory ignored -> true;
      case Request.ListPrompts ignored -> true;
      case Request.GetPrompt ignored -> true;
      case Request.Complete ignored -> true;
      case Request.ListSkills ignored -> true;
      case Request.GetSkill ignored -> true;
    };
  }

  /// The definition of a tool for a caller who may call it; runs nothing. What a transport mirrors
  /// of a call's arguments depends on it before the call is one.
  ///
  /// @return empty when there is none, or none for this caller
  public Optional<McpSchema.Tool> definition(Caller caller, String tool) {
    return rules.resolver().definition(caller, tool, catalogs.current());
  }

  /// Tells whether a caller may hear of a change by the policy that holds now, whatever it could
  /// when it asked to be told.
  public boolean hears(Caller caller, Change change) {
    return rules.resolver().hears(caller, change, catalogs.current());
  }

  /// Tells whether a caller may have a subscription at all by the policy that holds now.
  public boolean subscribes(Caller caller) {
    return rules.resolver().subscribes(caller);
  }

  private boolean auditIntent(Passage passage) {
    return audit.intent(passage.entry) || passage.refuse(auditUnavailable());
  }

  private boolean limit(Passage passage) {
    Decision decision = rates.take(passage.caller);
    return decision.allowed() || passage.refuse(Refusal.rateLimited(decision, "requests"));
  }

  private boolean access(Passage passage) {
    return switch (passage
        .rules
        .resolver()
        .resolve(passage.caller, passage.request, catalogs.current())) {
      case Resolver.Granted granted -> passage.allow(granted.work());
      case Resolver.Denied denied -> passage.refuse(denied.refusal());
    };
  }

  /// After access: asked before, a tool that is hidden from the caller would give itself away by
  /// having a limit.
  private boolean toolLimit(Passage passage) {
    if (!(passage.request instanceof Request.CallTool call)) {
      return true;
    }
    Decision decision = rates.takeForTool(passage.caller.id(), call.name());
    return decision.allowed()
        || passage.refuse(Refusal.rateLimited(decision, "calls of this tool"));
  }

  private boolean input(Passage passage) {
    Refusal refusal = passage.work().input().refusal();
    return refusal == null || passage.refuse(refusal);
  }

  private boolean run(Passage passage) {
    if (!audit.confirm(passage.entry)) {
      return passage.refuse(auditUnavailable());
    }
    return passage.end(
        runner.run(
            passage.rules,
            passage.caller,
            tool(passage.request),
            passage.work(),
            passage.origin.link()));
  }

  private static String tool(Request request) {
    return request instanceof Request.CallTool call ? call.name() : "";
  }

  private boolean output(Passage passage) {
    return passage.end(passage.rules.outputCap().applyTo(passage.outcome()));
  }

  private Outcome auditOutcome(Passage passage) {
    Outcome outcome = passage.outcome();
    long nanos = System.nanoTime() - passage.started;
    switch (outcome) {
      case Outcome.Completed(Result result) -> {
        Served.note(passage.entry, result);
        write(passage, "completed", Optional.empty(), nanos);
      }
      case Outcome.InputRequired ignored ->
          write(passage, "input_required", Optional.empty(), nanos);
      case Outcome.Refused refused ->
          write(passage, "refused", Optional.of(refused.refusal().code().label()), nanos);
      case Outcome.Faulted faulted ->
          write(passage, "faulted", Optional.of(faulted.incident()), nanos);
    }
    observer.ended(passage.caller, passage.request, passage.origin, outcome, nanos);
    return outcome;
  }

  private void write(Passage passage, String decision, Optional<String> reason, long nanos) {
    audit.outcome(passage.entry, decision, reason, Duration.ofNanos(nanos));
  }

  private static Refusal auditUnavailable() {
    return Refusal.retry(
        Refusal.Code.AUDIT_UNAVAILABLE,
        "The server cannot write its audit trail and therefore does nothing. Tell its operator and try again later.",
        Duration.ofSeconds(30));
  }
}
