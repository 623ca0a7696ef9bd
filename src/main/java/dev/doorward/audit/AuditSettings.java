package dev.doorward.audit;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where audit lines go, and how long they stay.
///
/// @param target the file `audit.jsonl` in the data folder, standard error, or both
/// @param fileBytes how large that file may grow before the next one is begun
/// @param keep how long finished files are kept
/// @param keyFile the secret of the chain; in the data folder unless given
/// @param given the names of the keys that the operator set, and the flags that set a start rule
///   aside, for the line of a start
/// @param subject how lines name subjects
@Introspected
public record AuditSettings(
    Target target,
    @Min(65_536) @Max(1_073_741_824) int fileBytes,
    @Min(86_400) @Max(315_360_000) Duration keep,
    Optional<Path> keyFile,
    List<String> given,
    Subject subject) {
  /// How lines name subjects.
  public enum Subject {
    /// As their issuers do.
    PLAIN,
    /// By a keyed hash.
    HASH
  }

  /// The places an audit line can be written to.
  public enum Target {
    /// `audit.jsonl` in the data folder.
    FILE,
    /// Standard error, beside the log lines; without a chain.
    STDERR,
    /// The file, and the same lines on standard error.
    BOTH
  }

  /// What holds when nothing else is configured: the file.
  public static final AuditSettings DEFAULTS =
      new AuditSettings(
          Target.FILE, 64 * 1024 * 1024, Duration.ofDays(90), Optional.empty(), List.of());

  /// Lines that name subjects as their issuers do.
  public AuditSettings(
      Target target, int fileBytes, Duration keep, Optional<Path> keyFile, List<String> given) {
    this(target, fileBytes, keep, keyFile, given, Subject.PLAIN);
  }

  public AuditSettings {
    given = List.copyOf(given);
  }

  /// The same with more of what the operator gave.
  public AuditSettings alsoGiven(List<String> more) {
    return new AuditSettings(
        target,
        fileBytes,
        keep,
        keyFile,
        Stream.concat(given.stream(), more.stream()).toList(),
        subject);
  }
}
