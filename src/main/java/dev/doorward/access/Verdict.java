package dev.doorward.access;

/// What the policy says to a caller and a permission.
public enum Verdict {
  /// Roles and scopes allow it.
  GRANTED,
  /// The roles allow it, the scopes of the credential do not: a token with more of them would do.
  NARROWED,
  /// The roles do not allow it; to the caller it does not exist.
  HIDDEN
}
