package dev.doorward.tools.commands;

import dev.doorward.sandbox.Access;
import dev.doorward.sandbox.Entry;
import dev.doorward.sandbox.Sandbox;
import dev.doorward.service.Call;
import dev.doorward.service.ToolFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one command once, from the start of its process until nobody of it is left.
final class CommandRun {
  private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(1);
  private static final Duration LAST_BYTES = Duration.ofMillis(250);

  private final CommandProfile command;
  private final Sandbox workspace;
  private final Duration timeout;
  private final RunningCommands running;

  CommandRun(CommandProfile command, Sandbox workspace, Duration timeout, RunningCommands running) {
    this.command = command;
    this.workspace = workspace;
    this.timeout = timeout;
    this.running = running;
  }

  /// How a run came to its end.
  enum EndedBy {
    /// The program itself.
    EXIT,
    /// Its time was over.
    TIMEOUT,
    /// It said more than anybody keeps.
    OUTPUT
  }

  /// What came of it.
  ///
  /// @param exitCode of the program; empty when it was ended
  record Ended(
      EndedBy by, OptionalInt exitCode, Capture.Said out, Capture.Said err, Duration took) {}

  Ended run(List<String> list, Call call) throws ToolFailure, InterruptedException {
    Path directory = directory();
    long start = System.nanoTime();
    RunningCommands.Started started = start(list, directory);
    Process process = started.process();
    Capture out = Capture.of(process.getInputStream(), command.outputBytes(), "command-out");
    Capture err = Capture.of(process.getErrorStream(), command.outputBytes(), "command-err");
    try {
      EndedBy by = untilItEnds(started, out, err, call, start);
      Capture.Said said = out.settle(LAST_BYTES);
      Capture.Said complained = err.settle(LAST_BYTES);
      OptionalInt code =
          by == EndedBy.EXIT ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
      return new Ended(by, code, said, complained, Duration.ofNanos(System.nanoTime() - start));
    } finally {
      out.close();
      err.close();
    }
  }

  private EndedBy untilItEnds(
      RunningCommands.Started started, Capture out, Capture err, Call call, long start)
      throws InterruptedException {
    // Whoever is ended may clean up first; whoever is left behind by its own program has had time.
    Duration grace = RunningCommands.GRACE;
    ProcessTree tree = started.tree();
    try {
      out.start();
      err.start();
      EndedBy by = await(started.process(), tree, out, err, call, start);
      grace = by == EndedBy.EXIT ? Duration.ZERO : grace;
      return by;
    } finally {
      if (!tree.end(grace)) {
        LOG.atWarn().addKeyValue("command", command.name()).log("command.left_behind");
      }
      running.remove(tree);
    }
  }

  /// The workspace says whether it is there, directory by directory and through no link. The
  /// program's own step into it is one by name: who may put a link there in that very moment sends
  /// it elsewhere.
  private Path directory() throws ToolFailure {
    if (workspace.stat(command.directory()) instanceof Access.Granted<Entry>(Entry entry)
        && entry.kind() == Entry.Kind.DIRECTORY) {
      return workspace.root().resolve(command.directory().toString());
    }
    throw new ToolFailure("The directory this command runs in is not there. Tell the operator.");
  }

  private RunningCommands.Started start(List<String> list, Path directory) throws ToolFailure {
    ProcessBuilder builder = new ProcessBuilder(list).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    try {
      RunningCommands.Started started =
          running
              .start(builder)
              .orElseThrow(
                  () -> new ToolFailure("The server is ending and starts nothing any more."));
      close(started.process());
      return started;
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("command", command.name())
          .setCause(e)
          .log("command.could_not_be_started");
      throw new ToolFailure(
          "The command could not be started. Its arguments may be too long; if not, tell the"
              + " operator.");
    }
  }

  /// There is nothing to read for it.
  private static void close(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // It has ended already, and its pipe with it.
    }
  }

  private EndedBy await(
      Process process, ProcessTree tree, Capture out, Capture err, Call call, long start)
      throws InterruptedException {
    long reported = -1;
    while (true) {
      tree.look();
      Duration past = Duration.ofNanos(System.nanoTime() - start);
      if (past.toMillis() / BETWEEN_REPORTS.toMillis() > reported) {
        reported = past.toMillis() / BETWEEN_REPORTS.toMillis();
        long said = out.total() + err.total();
        call.progress(
            (double) reported,
            null,
            "running for " + past.toSeconds() + " s, " + said + " bytes of output");
      }
      Duration left = timeout.minus(past);
      Duration wait = left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS;
      if (process.waitFor(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS)) {
        return EndedBy.EXIT;
      }
      if (!left.isPositive()) {
        return EndedBy.TIMEOUT;
      }
      if (out.floods() || err.floods()) {
        return EndedBy.OUTPUT;
      }
    }
  }
}
