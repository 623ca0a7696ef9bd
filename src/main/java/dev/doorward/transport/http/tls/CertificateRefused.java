package dev.doorward.transport.http.tls;

/// A certificate or key that the door must not use.
public final class CertificateRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final boolean unreadable;
  private final String problem;

  CertificateRefused(String key, String problem) {
    this(key, false, problem);
  }

  CertificateRefused(String key, boolean unreadable, String problem) {
    super(key + ": " + problem);
    this.key = key;
    this.unreadable = unreadable;
    this.problem = problem;
  }

  /// The setting that names the file.
  public String key() {
    return key;
  }

  /// Whether the file could not be read at all.
  public boolean unreadable() {
    return unreadable;
  }

  /// What is wrong and what to do, for the operator.
  public String problem() {
    return problem;
  }
}
