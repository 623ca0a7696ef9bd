package dev.doorward.protocol.legacy;

import dev.doorward.protocol.Answer;

/// Where everything about one call goes: its answer, and what is sent to its client before that.
/// Thread-safe; whatever comes after the answer is dropped.
interface Outlet {
  /// Tells whether anything but the answer can be sent.
  boolean canSend();

  /// Sends a notification or a request.
  void send(byte[] message);

  /// Sends the answer.
  void answer(Answer answer);

  /// Ends without an answer, for a client that does not want one any more.
  void abandon();

  /// Lets the client go, to come back for the rest.
  void detach();
}
