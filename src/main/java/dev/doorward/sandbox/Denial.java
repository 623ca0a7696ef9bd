package dev.doorward.sandbox;

/// Carries a refusal out of nested handles to the package's edge, where it becomes an [Access]
/// value; it never leaves this package and has no stack trace because it is not a bug.
final class Denial extends Exception {
  private static final long serialVersionUID = 1L;

  private final Access.Reason reason;

  Denial(Access.Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  Access.Reason reason() {
    return reason;
  }
}
