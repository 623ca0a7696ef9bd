package dev.doorward.cli.settings;

/// A value that its kind cannot read: what is wrong with it and what to write instead.
public final class BadValue extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String fix;

  /// Both texts are single phrases without a full stop.
  public BadValue(String problem, String fix) {
    super(problem + "; " + fix, null, false, false);
    this.problem = problem;
    this.fix = fix;
  }

  String problem() {
    return problem;
  }

  String fix() {
    return fix;
  }
}
