package dev.doorward.protocol.modern;

import dev.doorward.caller.Caller;
import dev.doorward.gateway.Gateway;
import dev.doorward.gateway.Origin;
import dev.doorward.gateway.Outcome;
import dev.doorward.gateway.Refusal;
import dev.doorward.gateway.Request;
import dev.doorward.gateway.Result;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.MessageSink;
import dev.doorward.protocol.Places;
import dev.doorward.protocol.Reply;
import dev.doorward.protocol.RequestHeaders;
import dev.doorward.protocol.ServerIdentity;
import dev.doorward.protocol.wire.CallNumbers;
import dev.doorward.protocol.wire.Era;
import dev.doorward.protocol.wire.ErrorKind;
import dev.doorward.protocol.wire.Message;
import dev.doorward.protocol.wire.Params;
import dev.doorward.protocol.wire.Refusals;
import dev.doorward.protocol.wire.RequestId;
import dev.doorward.protocol.wire.Requests;
import dev.doorward.protocol.wire.TraceParent;
import dev.doorward.protocol.wire.WireError;
import dev.doorward.service.Changes;
import dev.doorward.service.Incidents;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// MCP 2026-07-28: each request is opened, checked, handed to the gateway, and answered; nothing is
/// remembered but open subscriptions.
public final class ModernEra {
  private final Gateway gateway;
  private final ModernResults results;
  private final Subscriptions subscriptions;
  private final Rounds rounds;
  private final ParameterHeaders parameterHeaders = new ParameterHeaders();

  /// @param changes what subscriptions hear of
  /// @param seal keeps the state of requests that ask their client
  public ModernEra(Gateway gateway, Changes changes, ServerIdentity identity, StateSeal seal) {
    this.gateway = gateway;
    this.results = new ModernResults(identity);
    this.subscriptions = new Subscriptions(gateway, changes, results);
    this.rounds = new Rounds(seal);
  }

  /// Tells whether the metadata of a message's params makes it modern, whatever version it names.
  public static boolean isNamedIn(ObjectNode params) {
    return params.path("_meta").has(Envelope.VERSION_KEY);
  }

  /// Tells whether a header names this revision or a later one. Revisions are dates, so that texts
  /// compare as they do.
  public static boolean isNamedIn(RequestHeaders headers) {
    for (String version : headers.all(MirroredHeaders.VERSION)) {
      if (version.compareTo(Envelope.VERSION) >= 0) {
        return true;
      }
    }
    return false;
  }

  /// Takes a modern request of an HTTP POST.
  public void post(Caller caller, RequestHeaders headers, Message.Request request, Reply reply) {
    serve(caller, request, Optional.of(headers), new Exchange.OverHttp(reply));
  }

  /// Opens the modern side of a stdio conversation.
  public ModernLines converse(Caller caller, MessageSink out, Places places) {
    return new ModernLines(this, caller, out, places);
  }

  /// Ends every subscription and opens no more.
  public void drain() {
    subscriptions.drain();
  }

  void serve(
      Caller caller, Message.Request request, Optional<RequestHeaders> headers, Exchange exchange) {
    switch (Envelope.open(request, headers)) {
      case Opened.Rejected(WireError error) -> fail(exchange, request.id(), error);
      case Envelope envelope -> {
        try {
          read(caller, request, headers, envelope, exchange);
        } catch (Params.Wrong wrong) {
          fail(
              exchange,
              request.id(),
              WireError.of(ErrorKind.INVALID_PARAMS, Era.MODERN, wrong.text()));
        }
      }
    }
  }

  private void read(
      Caller caller,
      Message.Request message,
      Optional<RequestHeaders> headers,
      Envelope envelope,
      Exchange exchange)
      throws Params.Wrong {
    Request request =
        switch (message.method()) {
          case "server/discover" -> new Request.Describe();
          case "subscriptions/listen" -> watch(message.params());
          default -> Requests.read(message.method(), message.params()).orElse(null);
        };
    if (request == null) {
      String text = "There is no such method in this revision of the protocol.";
      fail(exchange, message.id(), WireError.of(ErrorKind.UNKNOWN_METHOD, Era.MODERN, text));
      return;
    }
    Optional<String> mismatch = headers.flatMap(given -> parameterProblem(caller, given, request));
    if (mismatch.isPresent()) {
      fail(
          exchange,
          message.id(),
          WireError.of(ErrorKind.HEADER_MISMATCH, Era.MODERN, mismatch.get()));
      return;
    }
    Round round;
    try {
      round = rounds.read(caller.id(), request, message.params());
    } catch (Params.Wrong wrong) {
      fail(
          exchange,
          message.id(),
          WireError.of(ErrorKind.INVALID_ANSWERS, Era.MODERN, wrong.text()));
      return;
    }
    Origin origin =
        new Origin(
            CallNumbers.next(),
            Era.MODERN.label(),
            new ModernLink(exchange, envelope, round),
            TraceParent.traceOf(message.params(), headers));
    run(caller, message.id(), request, exchange, origin);
  }

  private Optional<String> parameterProblem(
      Caller caller, RequestHeaders headers, Request request) {
    return request instanceof Request.CallTool(String name, ObjectNode arguments)
        ? gateway
            .definition(caller, name)
            .flatMap(tool -> parameterHeaders.problem(tool, headers, arguments))
        : Optional.empty();
  }

  private static Request.Watch watch(ObjectNode params) throws Params.Wrong {
    ObjectNode wanted = Params.object(params, "notifications");
    return new Request.Watch(
        Params.flag(wanted, "toolsListChanged"),
        Params.flag(wanted, "promptsListChanged"),
        Params.flag(wanted, "resourcesListChanged"),
        Params.uris(wanted, "resourceSubscriptions"));
  }

  /// What cannot wait runs where it arrived: a thread of its own would cost as much as all the
  /// rest.
  private void run(Caller caller, RequestId id, Request request, Exchange exchange, Origin origin) {
    if (!gateway.blocks(request)) {
      handle(caller, id, request, exchange, origin);
      return;
    }
    exchange.start(() -> handle(caller, id, request, exchange, origin));
  }

  private void handle(
      Caller caller, RequestId id, Request request, Exchange exchange, Origin origin) {
    try {
      Outcome outcome = gateway.handle(caller, request, origin);
      if (outcome instanceof Outcome.Completed(Result.Watching granted)) {
        subscriptions.open(caller, id, granted, exchange);
      } else if (exchange.cancellation().given()) {
        exchange.abandon();
      } else {
        exchange.finish(answer(caller, id, request, outcome));
      }
    } catch (RuntimeException | StackOverflowError e) {
      fail(exchange, id, Refusals.fault(Incidents.report(e), Era.MODERN));
    }
  }

  private Answer answer(Caller caller, RequestId id, Request request, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed(Result result) -> Answer.ok(results.complete(id, result));
      case Outcome.InputRequired asked ->
          rounds
              .next(caller.id(), request, asked)
              .map(state -> Answer.ok(results.inputRequired(id, asked, state)))
              .orElseGet(() -> tooLarge().answer(Optional.of(id)));
      case Outcome.Refused(Refusal refusal) ->
          Refusals.isToolResult(refusal, request)
              ? Answer.ok(results.refusedCall(id, refusal))
              : Refusals.error(refusal, request, Era.MODERN).answer(Optional.of(id));
      case Outcome.Faulted(String incident) ->
          Refusals.fault(incident, Era.MODERN).answer(Optional.of(id));
    };
  }

  private static WireError tooLarge() {
    return WireError.of(
        ErrorKind.INVALID_ANSWERS,
        Era.MODERN,
        "The answers so far are too large to be carried to the next round.");
  }

  private static void fail(Exchange exchange, RequestId id, WireError error) {
    exchange.finish(error.answer(Optional.of(id)));
  }
}
