package dev.doorward.peers.quarkus;

import io.quarkiverse.mcp.server.Tool;
import io.smallrye.common.annotation.NonBlocking;

/// The same tool twice: as Quarkus runs it by default (a worker thread), and on the event loop.
public final class EchoTools {

  @Tool(description = "Answers with the message it was given")
  String echo(String message) {
    return message;
  }

  @NonBlocking
  @Tool(name = "echo_nonblocking", description = "Answers with the message it was given")
  String echoNonBlocking(String message) {
    return message;
  }
}
