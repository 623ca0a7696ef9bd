package dev.doorward.protocol.modern;

import java.nio.file.Path;

/// The file with the secrets of request state must not be used as it is.
public final class StateKeysRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String problem;

  StateKeysRefused(Path file, String problem) {
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
