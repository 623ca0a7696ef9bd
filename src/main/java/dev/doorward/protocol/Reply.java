package dev.doorward.protocol;

import org.jspecify.annotations.Nullable;

/// Where the answer to one HTTP request goes. Either one [#answer], or one or more [#event]s (which
/// make it a stream of server-sent events) ended by [#end]. Thread-safe; whatever comes after the
/// end is dropped.
public interface Reply {
  /// Answers at once with one body, or none.
  void answer(Answer answer);

  /// Makes this a stream now, before there is anything to send.
  void open();

  /// Sends one server-sent event, opening the stream if it is not yet.
  ///
  /// @param id the event's id, or null for none
  /// @param retryMillis the reconnection time to tell the client, or negative for none
  /// @param message one JSON-RPC message, or empty for an event with empty data
  void event(@Nullable String id, long retryMillis, byte[] message);

  /// Ends the stream.
  void end();

  /// Tells whether a stream was opened.
  boolean streaming();

  /// Runs an action when the client closes the connection before the end.
  void whenGone(Runnable action);
}
