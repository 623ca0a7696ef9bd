package dev.doorward.transport.stdio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A child process with little memory, and the client's ends of its pipes.
final class ChildProcess implements Closeable {
  private static final long PATIENCE_SECONDS = 30;
  private static final String ENDED = "";

  private final Process process;
  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> errors = new LinkedBlockingQueue<>();

  private ChildProcess(Process process) {
    this.process = process;
  }

  /// Starts the child of these tests.
  static ChildProcess start() throws IOException {
    ChildProcess child = startDeaf();
    child.listen();
    return child;
  }

  /// Starts one whose output nobody reads.
  static ChildProcess startDeaf() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            StdioChild.class.getName());
    ChildProcess child = new ChildProcess(builder.start());
    Thread.ofVirtual().start(() -> drain(child.process.errorReader(UTF_8), child.errors));
    return child;
  }

  private void listen() {
    Thread.ofVirtual().start(() -> drain(process.inputReader(UTF_8), frames));
  }

  private static void drain(BufferedReader from, BlockingQueue<String> into) {
    try (from) {
      for (String line = from.readLine(); line != null; line = from.readLine()) {
        into.add(line);
      }
    } catch (IOException _) {
      // The process is gone.
    } finally {
      into.add(ENDED);
    }
  }

  Process process() {
    return process;
  }

  OutputStream input() {
    return process.getOutputStream();
  }

  void send(String line) throws IOException {
    input().write((line + "\n").getBytes(UTF_8));
    input().flush();
  }

  JsonNode next() throws InterruptedException {
    return JsonMapper.shared().readTree(nextOf(frames));
  }

  boolean hasNoFrame() {
    return frames.isEmpty();
  }

  /// Waits until the child has said this on standard error.
  void awaitError(String text) throws InterruptedException {
    while (!nextOf(errors).contains(text)) {
      // What else it says does not matter here.
    }
  }

  private String nextOf(BlockingQueue<String> lines) throws InterruptedException {
    String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null || line.equals(ENDED)) {
      throw new AssertionError((line == null ? "silence" : "it ended") + "; it said: " + errors);
    }
    return line;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
