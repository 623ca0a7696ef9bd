package dev.doorward.protocol;

import java.util.concurrent.Semaphore;

/// Room for calls that run at the same time. At the local door the reader waits for a place, so
/// that a client that sends faster than its calls end is slowed down by its own pipe; at the remote
/// door each caller has the gateway's places.
public interface Places {
  /// As many as come.
  Places UNLIMITED =
      new Places() {
        @Override
        public void enter() {}

        @Override
        public void leave() {}
      };

  /// So many at once.
  static Places of(int most) {
    Semaphore free = new Semaphore(most);
    return new Places() {
      @Override
      public void enter() {
        free.acquireUninterruptibly();
      }

      @Override
      public void leave() {
        free.release();
      }
    };
  }

  /// Takes a place, waiting until there is one.
  void enter();

  /// Gives a place back.
  void leave();
}
