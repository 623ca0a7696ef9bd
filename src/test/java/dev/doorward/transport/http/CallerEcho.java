package dev.doorward.transport.http;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.Engine;
import dev.doorward.protocol.LineConversation;
import dev.doorward.protocol.MessageSink;
import dev.doorward.protocol.Reply;
import dev.doorward.protocol.RequestHeaders;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/// An engine that answers every request with who it takes the caller for, or with a stream that it
/// never ends where the body asks for one.
final class CallerEcho implements Engine {
  @Override
  public void post(Caller caller, RequestHeaders headers, byte[] body, Reply reply) {
    if (new String(body, StandardCharsets.UTF_8).contains("stream")) {
      reply.open();
      return;
    }
    reply.answer(Answer.ok(words(caller).getBytes(StandardCharsets.UTF_8)));
  }

  static String words(Caller caller) {
    return "issuer=%s subject=%s roles=%s scopes=%s client=%s credential=%s"
        .formatted(
            caller.id().issuer(),
            caller.id().subject(),
            caller.roles().stream().map(Role::name).sorted().toList(),
            caller.scopes().stream().map(Scope::value).sorted().toList(),
            caller.clientId(),
            caller.credential());
  }

  @Override
  public void listen(Caller caller, RequestHeaders headers, Reply reply) {
    reply.answer(Answer.empty(Answer.Kind.METHOD_NOT_ALLOWED));
  }

  @Override
  public void end(Caller caller, RequestHeaders headers, Reply reply) {
    reply.answer(Answer.empty(Answer.Kind.NO_CONTENT));
  }

  @Override
  public LineConversation converse(Caller caller, MessageSink out) {
    throw new UnsupportedOperationException("no lines here");
  }

  @Override
  public void endSessions(Predicate<CallerId> of) {
    // There are none here.
  }

  @Override
  public void drain() {
    // Nothing is kept open here.
  }
}
