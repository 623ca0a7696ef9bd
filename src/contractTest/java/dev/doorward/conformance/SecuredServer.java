package dev.doorward.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.proof.WatchedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server of the built distribution on free loopback ports, and a token it accepts.
public final class SecuredServer implements AutoCloseable {
  private final Process process;
  private final String address;
  private final String token;

  private SecuredServer(Process process, String address, String token) {
    this.process = process;
    this.address = address;
    this.token = token;
  }

  /// Starts it with the referee's fixtures and waits until it names its endpoint.
  ///
  /// @param data an empty folder for its keys and its audit log
  static SecuredServer start(Path data) throws IOException, InterruptedException {
    return start(data, fixtures());
  }

  /// Starts it with more flags of its own and waits until it names its endpoint.
  ///
  /// @param data an empty folder for its keys and its audit log
  public static SecuredServer start(Path data, List<String> more)
      throws IOException, InterruptedException {
    return start(data, List.of(), more);
  }

  /// The same below a command of its own.
  ///
  /// @param below words that run the words behind them, for example with less of something
  public static SecuredServer start(Path data, List<String> below, List<String> more)
      throws IOException, InterruptedException {
    return start(data, below, Distribution.command("http"), more);
  }

  /// The same with jars behind those of the distribution.
  public static SecuredServer extended(Path data, List<Path> extensions, List<String> more)
      throws IOException, InterruptedException {
    return start(data, List.of(), Distribution.command("http", extensions), more);
  }

  private static SecuredServer start(
      Path data, List<String> below, List<String> command, List<String> more)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> flags =
        List.of(
            "--data", data.toString(),
            "--port", String.valueOf(port),
            "--management-port", String.valueOf(freePort()));
    Process process = serve(below, command, flags, more);
    String address = "http://127.0.0.1:" + port;
    BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      lines.add(line);
      if (line.contains(address + "/mcp")) {
        // What it says from now on is read and dropped, or it would block on a full pipe.
        Thread.ofVirtual().start(() -> said.lines().forEach(dropped -> {}));
        return new SecuredServer(process, address, token(flags));
      }
    }
    throw new IOException("the server ended before it named its endpoint: " + lines);
  }

  private static Process serve(
      List<String> below, List<String> command, List<String> flags, List<String> more)
      throws IOException {
    List<String> words = new ArrayList<>(below);
    words.addAll(command);
    words.add("serve");
    words.addAll(flags);
    words.addAll(more);
    ProcessBuilder serve =
        new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    serve.environment().put("MCP_RATE_LIMIT", "1000000/minute");
    return WatchedProcess.start(serve);
  }

  /// The flags that bring the fixtures, for either door.
  static List<String> fixtures() {
    return List.of("--enable", "conformance");
  }

  private static String token(List<String> flags) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(Distribution.command("stdio"));
    words.addAll(List.of("token", "--role", "developer", "--ttl", "1h"));
    words.addAll(flags);
    Process process =
        WatchedProcess.start(
            new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD));
    String token = process.inputReader(StandardCharsets.UTF_8).readLine();
    assertThat(process.waitFor()).as("exit code of `token`").isZero();
    return token;
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  /// Scheme, host and port.
  public String address() {
    return address;
  }

  /// A developer's bearer token.
  public String token() {
    return token;
  }

  /// Ends it as `kill -9` does, and waits until it is gone.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Tells it to end, as an orchestrator does, and waits until it has.
  public void end() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
