package dev.doorward.cli.stores;

/// A secret that cannot be had: what is wrong and what to do, each a phrase without a full stop and
/// without anything a store answered.
final class SecretUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String fix;

  SecretUnavailable(String problem, String fix) {
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
