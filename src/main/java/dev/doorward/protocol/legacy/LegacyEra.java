package dev.doorward.protocol.legacy;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.protocol.MessageSink;
import dev.doorward.protocol.Places;
import dev.doorward.protocol.Reply;
import dev.doorward.protocol.RequestHeaders;
import dev.doorward.protocol.wire.Message;
import java.util.function.Predicate;

/// Everything that is not modern. The engine has parsed the message and decided the era; what is
/// neither a known session nor `initialize` is refused here.
public interface LegacyEra {
  /// Takes one message of an HTTP POST. What is malformed was answered before and does not come
  /// here.
  void post(Caller caller, RequestHeaders headers, Message message, Reply reply);

  /// Takes an HTTP GET: opens or resumes the stream of a session.
  void listen(Caller caller, RequestHeaders headers, Reply reply);

  /// Takes an HTTP DELETE: ends a session.
  void end(Caller caller, RequestHeaders headers, Reply reply);

  /// Opens the legacy side of the one stdio conversation; a client that only speaks modern never
  /// uses it.
  LegacyLines converse(Caller caller, MessageSink out, Places places);

  /// Ends the sessions of some callers, and everything that runs in them.
  void endSessions(Predicate<CallerId> of);

  /// Ends every open stream; calls that run may finish.
  void drain();
}
