package dev.doorward.protocol;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import java.util.function.Predicate;

/// What the doors may do with the protocol. One instance serves both doors and all callers.
public interface Engine {

  /// Takes one HTTP POST body. The answer goes to `reply`, now or later, from this or another
  /// thread.
  void post(Caller caller, RequestHeaders headers, byte[] body, Reply reply);

  /// Takes an HTTP GET: opens, or resumes with `Last-Event-ID`, the stream of a legacy session.
  void listen(Caller caller, RequestHeaders headers, Reply reply);

  /// Takes an HTTP DELETE: ends a legacy session.
  void end(Caller caller, RequestHeaders headers, Reply reply);

  /// Opens the one conversation of a stdio process.
  ///
  /// @param out receives every message to be written, each one JSON object without line break;
  ///   thread-safe
  LineConversation converse(Caller caller, MessageSink out);

  /// Ends the legacy sessions of some callers, and everything that runs in them.
  void endSessions(Predicate<CallerId> of);

  /// Ends every open stream with its final result and refuses new ones; calls that run may finish.
  void drain();
}
