package dev.doorward.reload;

import dev.doorward.conformance.ConfiguredServer;
import dev.doorward.conformance.Distribution;
import dev.doorward.proof.RecordingClient;
import dev.doorward.proof.WatchedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A server of the built distribution whose configuration is edited while it runs.
final class EditedServer implements AutoCloseable {
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

  private final Process process;
  private final String address;
  private final String management;
  private final Path data;
  private final Path config;
  private final HttpClient client = RecordingClient.create();

  private EditedServer(Process process, int port, int managementPort, Path data, Path config) {
    this.process = process;
    this.address = "http://127.0.0.1:" + port;
    this.management = "http://127.0.0.1:" + managementPort;
    this.data = data;
    this.config = config;
  }

  /// Starts it and waits until it has.
  static EditedServer start(Path data, Path config) throws IOException {
    return start(data, config, Map.of());
  }

  /// The same with variables beside those of the test.
  static EditedServer start(Path data, Path config, Map<String, String> variables)
      throws IOException {
    int port = ConfiguredServer.freePort();
    int managementPort = ConfiguredServer.freePort();
    List<String> words = new ArrayList<>(Distribution.command("http"));
    words.addAll(List.of("serve", "--config", config.toString(), "--data", data.toString()));
    words.addAll(List.of("--port", "" + port, "--management-port", "" + managementPort));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(variables);
    Process process = WatchedProcess.start(builder);
    BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      lines.add(line);
      if (line.contains("server.started")) {
        // What it says from now on is read and dropped, or it would block on a full pipe.
        Thread.ofVirtual().start(() -> said.lines().forEach(dropped -> {}));
        return new EditedServer(process, port, managementPort, data, config);
      }
    }
    throw new IOException("the server ended: " + lines);
  }

  /// The endpoint, which its tokens are for.
  String audience() {
    return address + "/mcp";
  }

  /// A token of the local issuer.
  String token(String role) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(Distribution.command("stdio"));
    words.addAll(List.of("token", "--role", role, "--ttl", "1h", "--data", data.toString()));
    words.addAll(List.of("--config", config.toString()));
    words.addAll(List.of("--port", address.substring(address.lastIndexOf(':') + 1)));
    Process process =
        WatchedProcess.start(
            new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD));
    String token = process.inputReader(StandardCharsets.UTF_8).readLine();
    process.waitFor();
    return token;
  }

  /// Calls the tool `echo`.
  HttpResponse<String> echo(String token) throws IOException, InterruptedException {
    return post(token, "tools/call", "\"name\":\"echo\",\"arguments\":{\"message\":\"hi\"},");
  }

  /// Asks for the list of tools.
  HttpResponse<String> tools(String token) throws IOException, InterruptedException {
    return post(token, "tools/list", "");
  }

  /// Opens a stream of changes.
  HttpResponse<InputStream> subscribe(String token) throws IOException, InterruptedException {
    return client.send(
        request(token, "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true},"),
        BodyHandlers.ofInputStream());
  }

  private HttpResponse<String> post(String token, String method, String params)
      throws IOException, InterruptedException {
    return client.send(request(token, method, params), BodyHandlers.ofString());
  }

  private HttpRequest request(String token, String method, String params) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(audience()))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("MCP-Protocol-Version", "2026-07-28")
            .header("Mcp-Method", method)
            .header("Authorization", "Bearer " + token);
    if (method.equals("tools/call")) {
      request.header("Mcp-Name", "echo");
    }
    return request
        .POST(
            BodyPublishers.ofString(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""
                    + method
                    + "\",\"params\":{"
                    + params
                    + META
                    + "}}"))
        .build();
  }

  /// What a path of the management listener answers.
  HttpResponse<String> management(String path) throws IOException, InterruptedException {
    return get(management + path);
  }

  /// The protected-resource metadata.
  String metadata() throws IOException, InterruptedException {
    return get(address + "/.well-known/oauth-protected-resource/mcp").body();
  }

  private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
  }

  /// The lines of the audit trail about settings.
  List<String> audited() throws IOException {
    Set<String> lines =
        new LinkedHashSet<>(
            Files.readAllLines(data.resolve("audit.jsonl"), StandardCharsets.ISO_8859_1));
    // A line stays in the journal for some milliseconds before it is in the file.
    Path journal = data.resolve("audit.journal");
    if (Files.exists(journal)) {
      String waiting = Files.readString(journal, StandardCharsets.ISO_8859_1);
      waiting.substring(Math.max(0, waiting.indexOf('{'))).lines().forEach(lines::add);
    }
    return lines.stream()
        .filter(line -> line.startsWith("{\"time\"") && line.endsWith("}"))
        .filter(line -> line.contains("\"event\":\"configuration\""))
        .toList();
  }

  /// Sends it SIGHUP.
  void hangUp() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-HUP", "" + process.pid()).inheritIO().start().waitFor();
  }

  boolean lives() {
    return process.isAlive();
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
    // Only now: it waits for streams that are open, and those end with the server.
    client.shutdownNow();
  }
}
