package dev.doorward.protocol;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.protocol.legacy.LegacyEra;
import dev.doorward.protocol.modern.MirroredHeaders;
import dev.doorward.protocol.modern.ModernEra;
import dev.doorward.protocol.wire.Era;
import dev.doorward.protocol.wire.ErrorKind;
import dev.doorward.protocol.wire.Message;
import dev.doorward.protocol.wire.MessageReader;
import dev.doorward.protocol.wire.Refusals;
import dev.doorward.protocol.wire.RequestId;
import dev.doorward.protocol.wire.RpcMessages;
import dev.doorward.protocol.wire.WireError;
import dev.doorward.service.Incidents;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/// Reads each message and decides, before it looks at the method, which era it belongs to: modern
/// when its metadata names a protocol version or the version header is of a modern revision, legacy
/// otherwise.
public final class McpEngine implements Engine {
  /// Calls of the local client that run at once; its next line waits until one ends or asks
  /// something.
  private static final int MOST_LINES_AT_ONCE = 32;

  private final MessageReader reader;
  private final ModernEra modern;
  private final LegacyEra legacy;

  /// @param reader bounds what a message may be
  public McpEngine(MessageReader reader, ModernEra modern, LegacyEra legacy) {
    this.reader = reader;
    this.modern = modern;
    this.legacy = legacy;
  }

  @Override
  public void post(Caller caller, RequestHeaders headers, byte[] body, Reply reply) {
    Message message = reader.read(body);
    try {
      switch (message) {
        case Message.Malformed malformed ->
            reply.answer(Answer.of(Answer.Kind.BAD_REQUEST, error(malformed)));
        case Message.Request request -> request(caller, headers, request, reply);
        case Message.Notification notification ->
            notification(caller, headers, notification, reply);
        case Message.Response response -> response(caller, headers, response, reply);
      }
    } catch (RuntimeException | StackOverflowError e) {
      reply.answer(Refusals.fault(Incidents.report(e), Era.LEGACY).answer(idOf(message)));
    }
  }

  @Override
  public void listen(Caller caller, RequestHeaders headers, Reply reply) {
    if (ModernEra.isNamedIn(headers)) {
      reply.answer(Answer.empty(Answer.Kind.METHOD_NOT_ALLOWED));
    } else {
      legacy.listen(caller, headers, reply);
    }
  }

  @Override
  public void end(Caller caller, RequestHeaders headers, Reply reply) {
    if (ModernEra.isNamedIn(headers)) {
      reply.answer(Answer.empty(Answer.Kind.METHOD_NOT_ALLOWED));
    } else {
      legacy.end(caller, headers, reply);
    }
  }

  @Override
  public LineConversation converse(Caller caller, MessageSink out) {
    Places places = Places.of(MOST_LINES_AT_ONCE);
    return new Conversation(
        reader, modern.converse(caller, out, places), legacy.converse(caller, out, places), out);
  }

  @Override
  public void endSessions(Predicate<CallerId> of) {
    legacy.endSessions(of);
  }

  @Override
  public void drain() {
    modern.drain();
    legacy.drain();
  }

  private void request(
      Caller caller, RequestHeaders headers, Message.Request request, Reply reply) {
    if (ModernEra.isNamedIn(request.params()) || ModernEra.isNamedIn(headers)) {
      modern.post(caller, headers, request, reply);
    } else {
      legacy(caller, headers, request, request.method(), request.params(), reply);
    }
  }

  private void notification(
      Caller caller, RequestHeaders headers, Message.Notification notification, Reply reply) {
    if (ModernEra.isNamedIn(notification.params()) || ModernEra.isNamedIn(headers)) {
      // This revision has no notification for a server over HTTP; closing the stream cancels.
      reply.answer(Answer.empty(Answer.Kind.ACCEPTED));
    } else {
      legacy(caller, headers, notification, notification.method(), notification.params(), reply);
    }
  }

  private void response(
      Caller caller, RequestHeaders headers, Message.Response response, Reply reply) {
    if (ModernEra.isNamedIn(headers)) {
      String text =
          "The server asks nothing by requests in this revision, so there is nothing to respond to.";
      reply.answer(
          WireError.of(ErrorKind.INVALID_REQUEST, Era.MODERN, text).answer(Optional.empty()));
    } else {
      legacy.post(caller, headers, response, reply);
    }
  }

  private void legacy(
      Caller caller,
      RequestHeaders headers,
      Message message,
      String method,
      ObjectNode params,
      Reply reply) {
    Optional<String> mismatch = MirroredHeaders.problemIfPresent(headers, method, params);
    if (mismatch.isPresent()) {
      reply.answer(
          WireError.of(ErrorKind.HEADER_MISMATCH, Era.LEGACY, mismatch.get())
              .answer(idOf(message)));
    } else {
      legacy.post(caller, headers, message, reply);
    }
  }

  private static Optional<RequestId> idOf(Message message) {
    return switch (message) {
      case Message.Request request -> Optional.of(request.id());
      case Message.Malformed malformed -> malformed.id();
      case Message.Notification _, Message.Response _ -> Optional.empty();
    };
  }

  /// The answer to what is no message. The codes are the same in both eras.
  static byte[] error(Message.Malformed malformed) {
    ErrorKind kind =
        malformed.code() == ErrorKind.PARSE_ERROR.code(Era.LEGACY)
            ? ErrorKind.PARSE_ERROR
            : ErrorKind.INVALID_REQUEST;
    return RpcMessages.error(malformed.id(), WireError.of(kind, Era.LEGACY, malformed.text()));
  }
}
