package dev.doorward.transport.http.pkcs11;

/// A token, or a key in it, that cannot be used. Its text names the setting, the problem and the
/// fix.
public final class TokenRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String problem;

  /// @param key the setting to look at
  /// @param problem what is wrong and what to do
  public TokenRefused(String key, String problem) {
    super(key + ": " + problem, null, false, false);
    this.key = key;
    this.problem = problem;
  }

  /// The setting to look at.
  public String key() {
    return key;
  }

  /// What is wrong and what to do, for the operator.
  public String problem() {
    return problem;
  }
}
