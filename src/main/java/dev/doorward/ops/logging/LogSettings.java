package dev.doorward.ops.logging;

import io.micronaut.core.annotation.Introspected;

/// How much is logged.
///
/// @param level the least severe level that is written
@Introspected
public record LogSettings(Level level) {
  /// Levels, the most severe first.
  public enum Level {
    /// A fault, or something that stops the server.
    ERROR,
    /// Something an operator should look at.
    WARN,
    /// The life of the server.
    INFO,
    /// What a developer of Doorward asks for.
    DEBUG,
    /// Everything.
    TRACE
  }

  /// What holds when nothing else is configured: `info`.
  public static final LogSettings DEFAULTS = new LogSettings(Level.INFO);
}
