package dev.doorward.ops.logging;

import dev.doorward.caller.Caller;
import dev.doorward.gateway.GatewayObserver;
import dev.doorward.gateway.Origin;
import dev.doorward.gateway.Outcome;
import dev.doorward.gateway.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// Logs how requests ended: every one at `debug`, one that met a bug at `error` under the same
/// incident as its stack trace. Callers decide how many requests there are, so the usual level has
/// no line for each.
public final class RequestLog implements GatewayObserver {
  private final Logger log;

  /// Logs under its own name.
  public RequestLog() {
    this(LoggerFactory.getLogger(RequestLog.class));
  }

  RequestLog(Logger log) {
    this.log = log;
  }

  @Override
  public void ended(Caller caller, Request request, Origin origin, Outcome outcome, long nanos) {
    Level level = outcome instanceof Outcome.Faulted ? Level.ERROR : Level.DEBUG;
    if (!log.isEnabledForLevel(level)) {
      return;
    }
    LoggingEventBuilder line =
        log.atLevel(level)
            .addKeyValue("request_id", origin.requestId())
            .addKeyValue("client_id", caller.clientId())
            .addKeyValue("door", caller.door().label())
            .addKeyValue("era", origin.era())
            .addKeyValue("operation", request.operation())
            .addKeyValue("microseconds", nanos / 1_000);
    if (request instanceof Request.CallTool call) {
      line = line.addKeyValue("tool", call.name());
    }
    switch (outcome) {
      case Outcome.Completed _ -> line.log("request.completed");
      case Outcome.InputRequired _ -> line.log("request.asked_back");
      case Outcome.Refused refused ->
          line.addKeyValue("reason", refused.refusal().code().label()).log("request.refused");
      case Outcome.Faulted faulted ->
          line.addKeyValue("incident", faulted.incident()).log("request.faulted");
    }
  }
}
