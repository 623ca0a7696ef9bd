package dev.doorward.transport.http.auth;

/// An issuer in the settings that cannot be trusted as it is written; the start must not go on.
public final class IssuerRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param line what the operator is told: the key, the problem and what to do
  public IssuerRefused(String line) {
    super(line, null, false, false);
  }

  /// What the operator is told.
  public String line() {
    return String.valueOf(getMessage());
  }
}
