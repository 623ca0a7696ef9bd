package dev.doorward.protocol.legacy;

import dev.doorward.protocol.wire.Message;
import java.time.Duration;

/// The legacy side of a stdio conversation.
public interface LegacyLines {
  /// Takes a request, notification or response; malformed lines are answered before they come here.
  void message(Message message);

  /// Ends it: cancels what asks for the client, lets what runs finish for at most `grace`.
  void close(Duration grace);
}
