package dev.doorward.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.Distribution;
import dev.doorward.conformance.SecuredServer;
import dev.doorward.proof.RecordingClient;
import dev.doorward.proof.WatchedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A running server behind one door, asked in the modern era.
sealed interface OpenDoor extends AutoCloseable {
  /// Sends a request and returns the whole JSON-RPC answer.
  JsonNode exchange(String method, ObjectNode params) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /// The result of a request that must succeed.
  default JsonNode result(String method, ObjectNode params)
      throws IOException, InterruptedException {
    JsonNode answer = exchange(method, params);
    assertThat(answer.has("result")).as("%s answered %s", method, answer).isTrue();
    return answer.get("result");
  }

  /// The error of a request that must fail.
  default JsonNode error(String method, ObjectNode params)
      throws IOException, InterruptedException {
    JsonNode answer = exchange(method, params);
    assertThat(answer.has("error")).as("%s answered %s", method, answer).isTrue();
    return answer.get("error");
  }

  /// A whole request of the modern era.
  static ObjectNode request(int id, String method, ObjectNode params) {
    ObjectNode request = JsonMapper.shared().createObjectNode();
    request.put("jsonrpc", "2.0").put("id", id).put("method", method);
    ObjectNode sent = params.deepCopy();
    ObjectNode meta = sent.putObject("_meta");
    meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
    meta.putObject("io.modelcontextprotocol/clientCapabilities");
    request.set("params", sent);
    return request;
  }

  /// The HTTP door.
  record Http(SecuredServer server, HttpClient client, AtomicInteger ids) implements OpenDoor {
    static Http open(Path data, List<String> flags) throws IOException, InterruptedException {
      return open(data, flags, List.of());
    }

    /// With jars behind those of the distribution.
    static Http open(Path data, List<String> flags, List<Path> extensions)
        throws IOException, InterruptedException {
      return new Http(
          SecuredServer.extended(data, extensions, flags),
          RecordingClient.create(),
          new AtomicInteger());
    }

    @Override
    public JsonNode exchange(String method, ObjectNode params)
        throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server.address() + "/mcp"))
              .timeout(Duration.ofSeconds(30))
              .header("Authorization", "Bearer " + server.token())
              .header("Content-Type", "application/json")
              .header("Accept", "application/json, text/event-stream")
              .header("MCP-Protocol-Version", "2026-07-28")
              .header("Mcp-Method", method);
      String name =
          switch (method) {
            case "tools/call", "prompts/get" -> params.path("name").asString();
            case "resources/read" -> params.path("uri").asString();
            default -> "";
          };
      if (!name.isEmpty()) {
        request.header("Mcp-Name", name);
      }
      String body = OpenDoor.request(ids.incrementAndGet(), method, params).toString();
      return JsonMapper.shared()
          .readTree(
              client
                  .send(
                      request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
                  .body());
    }

    @Override
    public void close() {
      client.close();
      server.close();
    }

    @Override
    public String toString() {
      return "http";
    }
  }

  /// The stdio door.
  record Stdio(Process process, Writer in, BufferedReader out, AtomicInteger ids)
      implements OpenDoor {
    static Stdio open(Path data, List<String> flags) throws IOException {
      return open(data, flags, List.of());
    }

    /// With jars behind those of the distribution.
    static Stdio open(Path data, List<String> flags, List<Path> extensions) throws IOException {
      List<String> words = new ArrayList<>(Distribution.command("stdio", extensions));
      words.addAll(List.of("stdio", "--data", data.toString()));
      words.addAll(flags);
      Process process =
          WatchedProcess.start(
              new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD));
      return new Stdio(
          process,
          process.outputWriter(StandardCharsets.UTF_8),
          process.inputReader(StandardCharsets.UTF_8),
          new AtomicInteger());
    }

    @Override
    public JsonNode exchange(String method, ObjectNode params) throws IOException {
      int id = ids.incrementAndGet();
      in.write(OpenDoor.request(id, method, params) + "\n");
      in.flush();
      JsonNode answer = JsonMapper.shared().readTree(out.readLine());
      assertThat(answer.get("id").intValue()).isEqualTo(id);
      return answer;
    }

    @Override
    public void close() throws IOException {
      in.close();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public String toString() {
      return "stdio";
    }
  }
}
