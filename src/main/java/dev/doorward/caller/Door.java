package dev.doorward.caller;

/// The transport a call came through.
public enum Door {
  /// The remote endpoint over Streamable HTTP.
  HTTP,
  /// The local child process over standard input and output.
  STDIO;

  /// The door as it is written in audit lines, logs and metrics.
  public String label() {
    return this == HTTP ? "http" : "stdio";
  }
}
