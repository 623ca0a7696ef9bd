package dev.doorward.protocol;

/// Takes whole JSON-RPC messages, one by one.
@FunctionalInterface
public interface MessageSink {
  /// Takes one message in UTF-8 without line breaks; thread-safe.
  void accept(byte[] message);
}
