package dev.doorward.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// A command of the distribution in a process of its own, of which everything is kept: what it
/// prints, its log at the level that shows everything, its audit files, and its metrics just before
/// it is ended. The test sees what it would have seen without that.
public final class WatchedProcess extends Process {
  private final Process process;
  private final WatchedCommand command;
  private final Tap out;
  private final Tap err;
  private final AtomicBoolean left = new AtomicBoolean();

  private WatchedProcess(Process process, WatchedCommand command, Tap out, Tap err) {
    this.process = process;
    this.command = command;
    this.out = out;
    this.err = err;
  }

  /// Starts what a test has put together. Where it discards what the process says, or wants it in a
  /// file, it gets that, too late by a moment.
  public static Process start(ProcessBuilder builder) throws IOException {
    WatchedCommand command = WatchedCommand.of(builder);
    Redirect out = builder.redirectOutput();
    Redirect err = builder.redirectError();
    builder.redirectOutput(Redirect.PIPE).redirectError(Redirect.PIPE);
    Process process = builder.start();
    WatchedProcess watched =
        new WatchedProcess(
            process,
            command,
            Tap.open(process.getInputStream(), out, command.keepsOutput(), _ -> true),
            Tap.open(process.getErrorStream(), err, command.keepsLog(), command::isSeen));
    var _ = process.onExit().thenRun(watched::leave);
    return watched;
  }

  /// Takes what it leaves behind, once.
  private void leave() {
    out.awaitEnd();
    err.awaitEnd();
    synchronized (left) {
      if (!left.getAndSet(true)) {
        command.collect();
      }
    }
  }

  @Override
  public int waitFor() throws InterruptedException {
    int code = process.waitFor();
    leave();
    return code;
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    boolean ended = process.waitFor(timeout, unit);
    if (ended) {
      leave();
    }
    return ended;
  }

  @Override
  public void destroy() {
    if (process.isAlive()) {
      command.measure();
    }
    // Not its own destroy(), which would close the pipes before the last lines are read.
    process.toHandle().destroy();
  }

  @Override
  public Process destroyForcibly() {
    process.toHandle().destroyForcibly();
    return this;
  }

  @Override
  public OutputStream getOutputStream() {
    return process.getOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return out.seen();
  }

  @Override
  public InputStream getErrorStream() {
    return err.seen();
  }

  @Override
  public int exitValue() {
    return process.exitValue();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public ProcessHandle toHandle() {
    return process.toHandle();
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  @Override
  public boolean supportsNormalTermination() {
    return process.supportsNormalTermination();
  }

  @Override
  public ProcessHandle.Info info() {
    return process.info();
  }

  @Override
  public Stream<ProcessHandle> children() {
    return process.children();
  }

  @Override
  public Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  /// Where the file of a redirection is; the terminal's is none.
  static Path fileOf(Redirect redirect) {
    return redirect.file() == null ? Path.of("/dev/null") : redirect.file().toPath();
  }
}
