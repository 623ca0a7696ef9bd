package dev.doorward.service;

import java.util.ArrayList;
import java.util.List;

/// The client's word that it no longer waits. Given at most once, from any thread.
public final class Cancellation {
  private boolean given;
  private List<Runnable> actions = new ArrayList<>(1);

  /// Gives the word; later ones do nothing.
  public void cancel() {
    List<Runnable> due;
    synchronized (this) {
      if (given) {
        return;
      }
      given = true;
      due = actions;
      actions = List.of();
    }
    due.forEach(Runnable::run);
  }

  /// Tells whether it was given.
  public synchronized boolean given() {
    return given;
  }

  /// Runs an action when the word is given, at once when it already was.
  public void whenGiven(Runnable action) {
    synchronized (this) {
      if (!given) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }
}
