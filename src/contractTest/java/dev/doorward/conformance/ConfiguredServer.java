package dev.doorward.conformance;

import dev.doorward.proof.WatchedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A server of the built distribution with a configuration file of the test's own.
public final class ConfiguredServer implements AutoCloseable {
  private final Process process;
  private final String line;

  private ConfiguredServer(Process process, String line) {
    this.process = process;
    this.line = line;
  }

  /// Starts it and waits until it says something on standard error.
  ///
  /// @param data an empty folder, also for the configuration
  /// @param awaited the line to wait for, for example `server.started`
  public static ConfiguredServer start(Path data, String configuration, Predicate<String> awaited)
      throws IOException {
    Path written = Files.writeString(data.resolve("doorward.yml"), configuration);
    List<String> words = new ArrayList<>(Distribution.command("http"));
    words.addAll(List.of("serve", "--config", written.toString(), "--data", data.toString()));
    Process process =
        WatchedProcess.start(
            new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD));
    BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      lines.add(line);
      if (awaited.test(line)) {
        // What it says from now on is read and dropped, or it would block on a full pipe.
        Thread.ofVirtual().start(() -> drop(said));
        return new ConfiguredServer(process, line);
      }
    }
    throw new IOException("the server ended before it said what was awaited: " + lines);
  }

  private static void drop(BufferedReader said) {
    try {
      while (said.readLine() != null) {
        // Nobody waits for it.
      }
    } catch (IOException _) {
      // The process was ended.
    }
  }

  /// The line that was waited for.
  public String line() {
    return line;
  }

  /// Waits this long, or until it has ended.
  ///
  /// @return whether it has not ended
  public boolean livesFor(Duration time) throws InterruptedException {
    return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// A loopback port that nobody listens on.
  public static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
