package dev.doorward.tools.commands;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Everybody who runs, so that nobody outlives the server.
final class RunningCommands {
  /// How long a command may take to end when it is asked to.
  static final Duration GRACE = Duration.ofMillis(500);

  private final Set<ProcessTree> trees = ConcurrentHashMap.newKeySet();
  private boolean over;

  /// A process that has been started, and everybody it will start.
  record Started(Process process, ProcessTree tree) {}

  /// Starts one, so that no end of all can miss it.
  ///
  /// @return empty when the server is ending
  synchronized Optional<Started> start(ProcessBuilder builder) throws IOException {
    if (over) {
      return Optional.empty();
    }
    Process process = builder.start();
    ProcessTree tree = new ProcessTree(process.toHandle());
    trees.add(tree);
    return Optional.of(new Started(process, tree));
  }

  void remove(ProcessTree tree) {
    trees.remove(tree);
  }

  /// Ends all of them, and whoever comes later.
  void end() {
    synchronized (this) {
      over = true;
    }
    // All are asked before the first is waited for, so that the time to wait does not add up.
    trees.forEach(ProcessTree::ask);
    long start = System.nanoTime();
    for (ProcessTree tree : trees) {
      Duration left = GRACE.minusNanos(System.nanoTime() - start);
      tree.end(left.isNegative() ? Duration.ZERO : left);
    }
  }
}
