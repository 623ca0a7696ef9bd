package dev.doorward.protocol.legacy;

import java.util.Optional;

/// The revisions of MCP that begin with `initialize`, oldest first.
enum Revision {
  R2025_03_26("2025-03-26"),
  R2025_06_18("2025-06-18"),
  R2025_11_25("2025-11-25");

  private final String text;

  Revision(String text) {
    this.text = text;
  }

  /// The revision as clients and headers write it.
  String text() {
    return text;
  }

  /// The revision of this name.
  static Optional<Revision> of(String text) {
    for (Revision revision : values()) {
      if (revision.text.equals(text)) {
        return Optional.of(revision);
      }
    }
    return Optional.empty();
  }

  /// What a client gets that asks for this: the same when it is served, else the newest; it may
  /// then hang up.
  static Revision negotiate(String asked) {
    return of(asked).orElse(R2025_11_25);
  }

  /// Whether its clients understand an event without data, and come back when the server closes a
  /// stream early (2025-11-25, basic/transports).
  boolean knowsPolling() {
    return this == R2025_11_25;
  }
}
