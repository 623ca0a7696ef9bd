package dev.doorward.proof;

/// Where something was said; decides what must not be found there.
public enum Kind {
  /// A line of a log. The stack of a fault belongs there, beside its incident.
  LOG("log"),
  /// A line of an audit trail.
  AUDIT("audit"),
  /// A page of metrics.
  METRICS("metrics"),
  /// What a client is told: a status, headers, a body, a frame, a command's output.
  ANSWER("answer");

  private final String ending;

  Kind(String ending) {
    this.ending = ending;
  }

  String ending() {
    return ending;
  }

  static Kind ofFile(String name) {
    for (Kind kind : values()) {
      if (name.endsWith("." + kind.ending)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(name);
  }
}
