package dev.doorward.ops;

import java.util.concurrent.atomic.LongAdder;

/// What became of the changes of the configuration while the server runs, for health and metrics.
public final class Reloads {
  private final LongAdder taken = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile boolean failing;

  /// The newest settings hold.
  ///
  /// @param changed whether they differ from those before
  public void taken(boolean changed) {
    failing = false;
    if (changed) {
      taken.increment();
    }
  }

  /// The newest settings cannot be used, and older ones hold.
  public void refused() {
    failing = true;
    refused.increment();
  }

  /// Whether older settings hold than those written.
  public boolean failing() {
    return failing;
  }

  long allTaken() {
    return taken.sum();
  }

  long allRefused() {
    return refused.sum();
  }
}
