package dev.doorward.service;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Where families announce changes and the protocol hears of them.
public final class Changes {
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

  /// Hears of every change from now on, on the thread that announces it; must not block.
  ///
  /// @return ends the subscription when run
  public Runnable listen(Consumer<Change> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Announces a change.
  public void announce(Change change) {
    listeners.forEach(listener -> listener.accept(change));
  }
}
