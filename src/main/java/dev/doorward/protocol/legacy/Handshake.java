package dev.doorward.protocol.legacy;

import dev.doorward.caller.Caller;
import dev.doorward.gateway.Gateway;
import dev.doorward.gateway.Origin;
import dev.doorward.gateway.Outcome;
import dev.doorward.gateway.Refusal;
import dev.doorward.gateway.Request;
import dev.doorward.gateway.Result;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.RequestHeaders;
import dev.doorward.protocol.ServerIdentity;
import dev.doorward.protocol.wire.Capabilities;
import dev.doorward.protocol.wire.ClientCapabilities;
import dev.doorward.protocol.wire.Era;
import dev.doorward.protocol.wire.ErrorKind;
import dev.doorward.protocol.wire.Fields;
import dev.doorward.protocol.wire.Message;
import dev.doorward.protocol.wire.Params;
import dev.doorward.protocol.wire.Refusals;
import dev.doorward.protocol.wire.RpcMessages;
import dev.doorward.protocol.wire.TraceParent;
import dev.doorward.protocol.wire.WireError;
import java.util.Optional;
import java.util.function.Supplier;

/// Takes `initialize`: agrees on a revision and says what the server is (2025-11-25,
/// basic/lifecycle).
final class Handshake {
  private final Gateway gateway;
  private final ServerIdentity identity;
  private final Supplier<String> requestIds;

  Handshake(Gateway gateway, ServerIdentity identity, Supplier<String> requestIds) {
    this.gateway = gateway;
    this.identity = identity;
    this.requestIds = requestIds;
  }

  /// What came of it.
  sealed interface Agreed {
    /// A session may begin.
    record Yes(ClientProfile client, byte[] answer) implements Agreed {}

    /// No session begins.
    record No(Answer answer) implements Agreed {}
  }

  /// @param headers empty at a door that has none
  Agreed shake(Caller caller, Message.Request message, Optional<RequestHeaders> headers) {
    try {
      String asked = Params.text(message.params(), "protocolVersion");
      ClientCapabilities declared =
          new ClientCapabilities(Params.optionalObject(message.params(), "capabilities"));
      ClientProfile client = new ClientProfile(Revision.negotiate(asked), declared);
      Origin origin =
          new Origin(
              requestIds.get(),
              Era.LEGACY.label(),
              new SilentLink(),
              TraceParent.traceOf(message.params(), headers));
      Request.Describe describe = new Request.Describe();
      return switch (gateway.handle(caller, describe, origin)) {
        case Outcome.Completed(Result.Described described) ->
            new Agreed.Yes(client, answer(message, client.revision(), described));
        case Outcome.Refused(Refusal refusal) ->
            new Agreed.No(
                LegacyErrors.answer(message.id(), Refusals.error(refusal, describe, Era.LEGACY)));
        case Outcome.Faulted(String incident) ->
            new Agreed.No(LegacyErrors.answer(message.id(), Refusals.fault(incident, Era.LEGACY)));
        case Outcome.Completed _, Outcome.InputRequired _ ->
            throw new IllegalStateException("a description is a description");
      };
    } catch (Params.Wrong wrong) {
      return new Agreed.No(
          LegacyErrors.answer(
              message.id(), WireError.of(ErrorKind.INVALID_PARAMS, Era.LEGACY, wrong.text())));
    }
  }

  /// Answers the one other request that may come before `initialize`.
  Answer ping(Caller caller, Message.Request message) {
    Request.Ping ping = new Request.Ping();
    return switch (gateway.handle(
        caller, ping, new Origin(requestIds.get(), Era.LEGACY.label(), new SilentLink()))) {
      case Outcome.Refused(Refusal refusal) ->
          LegacyErrors.answer(message.id(), Refusals.error(refusal, ping, Era.LEGACY));
      case Outcome.Faulted(String incident) ->
          LegacyErrors.answer(message.id(), Refusals.fault(incident, Era.LEGACY));
      case Outcome.Completed _, Outcome.InputRequired _ ->
          Answer.ok(RpcMessages.result(message.id(), Fields.NONE));
    };
  }

  private byte[] answer(Message.Request message, Revision revision, Result.Described described) {
    return RpcMessages.result(
        message.id(),
        out -> {
          out.text("protocolVersion", revision.text());
          out.objectField("capabilities", fields -> Capabilities.write(fields, described));
          out.objectField(
              "serverInfo",
              fields -> {
                fields.text("name", identity.name());
                fields.text("title", identity.title());
                fields.text("version", identity.version());
              });
          if (!identity.instructions().isEmpty()) {
            out.text("instructions", identity.instructions());
          }
        });
  }
}
