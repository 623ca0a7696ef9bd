package dev.doorward.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.Distribution;
import dev.doorward.conformance.SecuredServer;
import dev.doorward.proof.WatchedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The limits of a running server, as both eras and both doors tell them.
final class LimitsContractTest {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\","
          + "\"arguments\":{\"message\":\"hi\"}}}";

  @TempDir static Path data;
  private static Path config;
  private static SecuredServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    config = data.resolve("doorward.yml");
    Files.writeString(config, "limit: {tools: {echo: 1/hour}, lockout-failures: 4}\n");
    server = SecuredServer.start(data, List.of("--config", config.toString()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void tellsTheLimitOfAToolInBothErasWithTheSameHeaders() throws Exception {
    try (RawClient client = new RawClient(server, "127.0.0.1")) {
      assertThat(client.echo(server.token()).statusCode()).isEqualTo(200);
      assertIsLimited(client.echo(server.token()));
      String session = client.initialize(server.token());
      assertIsLimited(client.legacy(server.token(), session, CALL));
    }
  }

  private static void assertIsLimited(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(RawClient.header(answer, "RateLimit-Policy")).contains("\"tool\";q=1;w=3600");
    assertThat(RawClient.header(answer, "RateLimit").orElseThrow())
        .matches("\"tool\";r=0;t=(3600|35[0-9]{2})");
    assertThat(RawClient.header(answer, "Retry-After").orElseThrow()).matches("3600|35[0-9]{2}");
    assertIsReadable(JsonMapper.shared().readTree(answer.body()));
  }

  private static void assertIsReadable(JsonNode answer) {
    JsonNode error = answer.path("error");
    assertThat(error.path("data").path("code").asString()).isEqualTo("rate_limited");
    assertThat(error.path("data").path("retryAfterMs").asLong()).isBetween(3_500_000L, 3_600_000L);
    assertThat(error.path("message").asString())
        .matches("Too many calls of this tool\\. Wait [0-9]+ s and try again\\.");
  }

  @Test
  void tellsTheLimitOverStdio() throws Exception {
    List<String> words = new ArrayList<>(Distribution.command("stdio"));
    words.addAll(
        List.of(
            "stdio", "--data", data.resolve("local").toString(), "--config", config.toString()));
    Process process =
        WatchedProcess.start(
            new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD));
    try (Writer in = process.outputWriter(StandardCharsets.UTF_8);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      ask(
          in,
          out,
          "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{"
              + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
              + "\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}");
      assertThat(ask(in, out, CALL).has("result")).isTrue();
      assertIsReadable(ask(in, out, CALL));
    } finally {
      process.destroy();
    }
  }

  private static JsonNode ask(Writer in, BufferedReader out, String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    return JsonMapper.shared().readTree(out.readLine());
  }

  @Test
  void locksAnAddressOutAndNobodyElse() throws Exception {
    try (RawClient guessing = new RawClient(server, "127.0.0.3");
        RawClient other = new RawClient(server, "127.0.0.4")) {
      assertThat(guessing.initialize(server.token())).isNotEmpty();
      for (int i = 0; i < 4; i++) {
        assertThat(guessing.echo("bad" + i).statusCode()).isEqualTo(401);
      }
      HttpResponse<String> refused = guessing.echo("bad");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("\"code\":\"locked_out\"");
      assertThat(RawClient.header(refused, "Retry-After").orElseThrow()).matches("300|29[0-9]");
      assertThat(guessing.initialize(server.token())).as("a caller that is known").isNotEmpty();
      assertThat(other.echo("bad").statusCode()).isEqualTo(401);
    }
  }
}
