package dev.doorward.tools.scan;

/// Hears how far a scan has come, now and then, and says whether anybody still waits for it.
public interface Watcher {
  /// Nobody watches, and the scan goes to its end.
  Watcher NOBODY =
      new Watcher() {
        @Override
        public void reached(long files, long bytes) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  /// So many files and bytes have been read.
  void reached(long files, long bytes);

  /// Whether the scan is no longer wanted.
  boolean cancelled();
}
