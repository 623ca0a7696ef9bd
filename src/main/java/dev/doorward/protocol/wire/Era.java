package dev.doorward.protocol.wire;

/// The two shapes MCP has had.
public enum Era {
  /// 2026-07-28 and later: no handshake, no session.
  MODERN,
  /// Before that: `initialize` and sessions.
  LEGACY;

  /// The era as audit lines, logs and metrics write it.
  public String label() {
    return this == MODERN ? "modern" : "legacy";
  }
}
