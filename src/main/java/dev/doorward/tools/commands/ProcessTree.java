package dev.doorward.tools.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/// A process with everybody it was seen to have started. A child whose parent has ended belongs to
/// nobody any more, which is why it has to be seen before. Who was not is still known, on Linux, as
/// long as it holds one of the pipes that its first parent was given; who lets go of them as well
/// escapes.
final class ProcessTree {
  private static final Duration BETWEEN_BLOWS = Duration.ofMillis(10);
  private static final Duration LONGEST_END = Duration.ofSeconds(1);

  private final ProcessHandle root;
  private final Set<ProcessHandle> seen = new LinkedHashSet<>();

  private final Set<String> pipes = new LinkedHashSet<>();

  /// @param root a process that has just been started, with pipes for its streams
  ProcessTree(ProcessHandle root) {
    this.root = root;
    seen.add(root);
    PipeHolders.pipesOf(root.pid()).forEach(pipes::add);
  }

  /// Looks who is there now, and forgets who has ended.
  synchronized void look() {
    Set<ProcessHandle> found = new LinkedHashSet<>();
    for (ProcessHandle known : seen) {
      // Each question reads the whole table of processes; below the root one is enough.
      if (!found.contains(known)) {
        known.descendants().forEach(found::add);
      }
    }
    seen.addAll(found);
    seen.removeIf(process -> !alive(process));
  }

  /// Whether nobody is left.
  synchronized boolean gone() {
    lookCloser();
    return seen.isEmpty();
  }

  /// The same with those who are found by what they hold, which takes longer.
  private synchronized void lookCloser() {
    seen.addAll(PipeHolders.of(pipes));
    look();
  }

  /// Asks everybody to end.
  synchronized void ask() {
    lookCloser();
    seen.forEach(ProcessHandle::destroy);
  }

  /// Ends everybody: first by asking, and after `grace` by force. Interruption does not stop it.
  ///
  /// @return whether nobody is left; what the kernel cannot end, as a process that waits for a
  ///   broken disk, is left after a second
  boolean end(Duration grace) {
    boolean interrupted = false;
    if (!grace.isZero()) {
      ask();
      interrupted = await(grace, false);
    }
    interrupted |= await(LONGEST_END, true);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return gone();
  }

  /// @return whether the thread was interrupted meanwhile
  private boolean await(Duration patience, boolean force) {
    boolean interrupted = false;
    long start = System.nanoTime();
    while (!gone() && System.nanoTime() - start < patience.toNanos()) {
      if (force) {
        strike();
      }
      try {
        Thread.sleep(BETWEEN_BLOWS);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  private synchronized void strike() {
    // The one at the root first: nobody must be there to start others anew.
    root.destroyForcibly();
    seen.forEach(ProcessHandle::destroyForcibly);
  }

  /// One that has ended and whose parent has not noticed yet is not alive, whatever its entry says.
  private static boolean alive(ProcessHandle process) {
    return process.isAlive() && !ended(process.pid());
  }

  private static boolean ended(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name stands in parentheses and may hold any byte; the state follows the last of them.
      int state = line.lastIndexOf(')') + 2;
      return state > 1 && state < line.length() && line.charAt(state) == 'Z';
    } catch (IOException _) {
      // No such file: not Linux, or gone, which the next look will see.
      return false;
    }
  }
}
