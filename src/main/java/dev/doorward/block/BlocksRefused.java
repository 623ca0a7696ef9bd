package dev.doorward.block;

import java.nio.file.Path;

/// A block list that cannot be used.
public final class BlocksRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String problem;

  BlocksRefused(Path file, String problem) {
    super(problem, null, false, false);
    this.file = file;
    this.problem = problem;
  }

  /// The file.
  public Path file() {
    return file;
  }

  /// What is wrong with it.
  public String problem() {
    return problem;
  }
}
