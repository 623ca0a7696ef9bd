package dev.doorward.audit;

import io.micronaut.core.annotation.Introspected;

/// Where audit lines go.
///
/// @param target the file `audit.jsonl` in the data folder, or standard error
@Introspected
public record AuditSettings(Target target) {
  /// The places an audit line can be written to.
  public enum Target {
    /// `audit.jsonl` in the data folder.
    FILE,
    /// Standard error, beside the log lines.
    STDERR
  }

  /// What holds when nothing else is configured: the file.
  public static final AuditSettings DEFAULTS = new AuditSettings(Target.FILE);
}
