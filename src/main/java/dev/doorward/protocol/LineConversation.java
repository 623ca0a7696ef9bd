package dev.doorward.protocol;

import java.time.Duration;

/// The conversation with the client of a stdio process, fed line by line.
public interface LineConversation {
  /// Takes one line without its line break: UTF-8 or not, JSON or not.
  void line(byte[] line);

  /// Takes the news that a line was longer than allowed and was skipped.
  void overlongLine();

  /// Ends it: cancels what asks for the client, lets what runs finish for at most `grace`.
  void close(Duration grace);
}
