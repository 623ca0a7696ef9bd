package dev.doorward.protocol.legacy;

import dev.doorward.caller.Caller;
import dev.doorward.gateway.Gateway;
import dev.doorward.gateway.Origin;
import dev.doorward.gateway.Outcome;
import dev.doorward.gateway.Refusal;
import dev.doorward.gateway.Request;
import dev.doorward.gateway.Result;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.Places;
import dev.doorward.protocol.RequestHeaders;
import dev.doorward.protocol.wire.Era;
import dev.doorward.protocol.wire.ErrorKind;
import dev.doorward.protocol.wire.JsonOut;
import dev.doorward.protocol.wire.Message;
import dev.doorward.protocol.wire.Params;
import dev.doorward.protocol.wire.Refusals;
import dev.doorward.protocol.wire.Results;
import dev.doorward.protocol.wire.RpcMessages;
import dev.doorward.protocol.wire.TraceParent;
import dev.doorward.protocol.wire.WireError;
import dev.doorward.service.Cancellation;
import dev.doorward.service.Incidents;
import java.util.Optional;
import java.util.function.Supplier;

/// Takes the requests of open sessions through the gateway and sends the answers.
final class SessionCalls {
  private final Gateway gateway;
  private final Results results;
  private final Supplier<String> requestIds;

  /// @param requestIds makes the server's own ids of requests
  SessionCalls(Gateway gateway, Results results, Supplier<String> requestIds) {
    this.gateway = gateway;
    this.results = results;
    this.requestIds = requestIds;
  }

  /// One request on its way.
  private record Taken(
      Session session,
      Caller caller,
      Message.Request message,
      Request request,
      Outlet outlet,
      LegacyLink link,
      String trace) {
    void answer(ErrorKind kind, String text) {
      outlet.answer(LegacyErrors.answer(message.id(), WireError.of(kind, Era.LEGACY, text)));
    }
  }

  /// Takes one request. What may wait gets a thread of its own; everything else is answered when
  /// this returns.
  ///
  /// @param headers empty at a door that has none
  void take(
      Session session,
      Caller caller,
      Message.Request message,
      Optional<RequestHeaders> headers,
      Outlet outlet,
      Places places) {
    try {
      Optional<Request> request = LegacyMethods.read(message.method(), message.params());
      if (request.isPresent()) {
        LegacyLink link =
            new LegacyLink(
                session, outlet, new Cancellation(), places, LegacyMethods.progressToken(message));
        String trace = TraceParent.traceOf(message.params(), headers);
        start(new Taken(session, caller, message, request.get(), outlet, link, trace), places);
      } else {
        outlet.answer(LegacyErrors.unknownMethod(message.id()));
      }
    } catch (Params.Wrong wrong) {
      outlet.answer(
          LegacyErrors.answer(
              message.id(), WireError.of(ErrorKind.INVALID_PARAMS, Era.LEGACY, wrong.text())));
    }
  }

  private void start(Taken taken, Places places) {
    switch (taken.session().calls().add(taken.message().id(), taken.link().cancellation())) {
      case ID_IN_USE ->
          taken.answer(ErrorKind.INVALID_REQUEST, "A request with this id has no answer yet.");
      case TOO_MANY ->
          taken.answer(
              ErrorKind.TOO_MANY_CALLS, "Too many calls run in this session. Wait for one to end.");
      case YES -> {
        if (gateway.blocks(taken.request())) {
          places.enter();
          Thread.ofVirtual().name("call").start(() -> runInPlace(taken, places));
        } else {
          run(taken);
        }
      }
    }
  }

  private void runInPlace(Taken taken, Places places) {
    try {
      run(taken);
    } finally {
      places.leave();
    }
  }

  private void run(Taken taken) {
    try {
      send(taken, answer(taken));
    } finally {
      taken.session().calls().answered();
    }
  }

  private Answer answer(Taken taken) {
    try {
      return answer(taken, handle(taken));
    } catch (RuntimeException | StackOverflowError fault) {
      // Nobody above a thread of its own would answer, and a client waits for an answer.
      WireError error = Refusals.fault(Incidents.report(fault), Era.LEGACY);
      return LegacyErrors.answer(taken.message().id(), error);
    }
  }

  private static void send(Taken taken, Answer answer) {
    if (taken.link().cancellation().given()) {
      // A client that has cancelled does not want to hear of it again (2025-11-25,
      // basic/utilities/cancellation).
      taken.outlet().abandon();
    } else {
      taken.outlet().answer(answer);
    }
  }

  private Outcome handle(Taken taken) {
    Origin origin = new Origin(requestIds.get(), Era.LEGACY.label(), taken.link(), taken.trace());
    try {
      return gateway.handle(taken.caller(), taken.request(), origin);
    } finally {
      taken.session().calls().remove(taken.message().id());
    }
  }

  private Answer answer(Taken taken, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed(Result result) -> completed(taken, result);
      case Outcome.Refused(Refusal refusal) -> refused(taken, refusal);
      case Outcome.Faulted(String incident) ->
          LegacyErrors.answer(taken.message().id(), Refusals.fault(incident, Era.LEGACY));
      // Questions are asked while the call runs in this era; none comes back here.
      case Outcome.InputRequired _ ->
          LegacyErrors.answer(
              taken.message().id(),
              WireError.of(
                  ErrorKind.CLIENT_CAPABILITY_MISSING,
                  Era.LEGACY,
                  "The client cannot be asked here."));
    };
  }

  private Answer completed(Taken taken, Result result) {
    Session session = taken.session();
    Optional<WireError> problem = Optional.empty();
    switch (taken.request()) {
      case Request.SetLevel(var level) -> session.setLevel(level);
      case Request.Watch watch -> problem = watch(session, watch.uris().getFirst(), result);
      case Request.Unwatch(String uri) -> session.unwatch(uri);
      default -> {}
    }
    return problem
        .map(error -> LegacyErrors.answer(taken.message().id(), error))
        .orElseGet(
            () -> Answer.ok(RpcMessages.result(taken.message().id(), out -> write(out, result))));
  }

  private void write(JsonOut out, Result result) {
    results.write(out, result);
    out.value("_meta", Results.meta(result));
  }

  private static Optional<WireError> watch(Session session, String uri, Result result) {
    if (!(result instanceof Result.Watching granted && granted.uris().contains(uri))) {
      return Optional.of(
          WireError.of(
                  ErrorKind.UNKNOWN_RESOURCE,
                  Era.LEGACY,
                  "There is no resource to watch under this URI.")
              .with("uri", uri));
    }
    return session.watch(uri)
        ? Optional.empty()
        : Optional.of(
            WireError.of(
                ErrorKind.TOO_MANY_CALLS,
                Era.LEGACY,
                "This session watches "
                    + Session.MOST_WATCHED
                    + " resources. Unsubscribe from some."));
  }

  private static Answer refused(Taken taken, Refusal refusal) {
    return Refusals.isToolResult(refusal, taken.request())
        ? Answer.ok(RpcMessages.result(taken.message().id(), Refusals.toolResult(refusal)))
        : LegacyErrors.answer(
            taken.message().id(), Refusals.error(refusal, taken.request(), Era.LEGACY));
  }
}
