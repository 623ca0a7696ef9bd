package dev.doorward.protocol.legacy;

/// A session at the remote door, with its streams.
record RemoteSession(Session session, SessionStreams streams) {

  /// Tells whether somebody waits for something in it right now.
  boolean busy() {
    return streams.listened() || !session.calls().isEmpty();
  }

  /// Ends it and everything that runs for it.
  void close() {
    session.close();
    streams.close();
  }
}
