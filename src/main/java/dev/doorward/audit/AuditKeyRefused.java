package dev.doorward.audit;

import java.nio.file.Path;

/// The file with the secret of the audit chain must not be used as it is.
public final class AuditKeyRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String problem;

  AuditKeyRefused(Path file, String problem) {
    super(problem, null, false, false);
    this.file = file;
    this.problem = problem;
  }

  /// Which file.
  public Path file() {
    return file;
  }

  /// What is wrong with it.
  public String problem() {
    return problem;
  }
}
