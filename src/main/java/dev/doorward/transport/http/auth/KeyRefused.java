package dev.doorward.transport.http.auth;

import java.nio.file.Path;

/// A signing key that is there but must not be used; it is left as it is.
public final class KeyRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;

  KeyRefused(Path file, String problem) {
    super(problem, null, false, false);
    this.file = file;
  }

  /// The file that holds the key.
  public Path file() {
    return file;
  }
}
