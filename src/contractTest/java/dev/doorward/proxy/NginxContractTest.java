package dev.doorward.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.ConfiguredServer;
import dev.doorward.proof.RecordingClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What clients see of a server behind nginx with TLS.
@Tag("long")
class NginxContractTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static int port;
  private static String publicUrl;
  private static ConfiguredServer server;
  private static Nginx nginx;

  @BeforeAll
  static void open() throws Exception {
    port = ConfiguredServer.freePort();
    publicUrl = "https://localhost:" + port;
    int behind = ConfiguredServer.freePort();
    server =
        ConfiguredServer.start(
            Files.createDirectory(folder.resolve("door")),
            """
            http:
              port: %d
              management-port: %d
              public-url: %s
            toolsets:
              enable: [conformance]
            """
                .formatted(behind, ConfiguredServer.freePort(), publicUrl),
            // The local issuer's token for whoever sits in front of it.
            line -> line.startsWith("eyJ"));
    nginx = Nginx.start(Files.createDirectory(folder.resolve("nginx")), port, behind);
  }

  @AfterAll
  static void close() {
    if (nginx != null) {
      nginx.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void namesThePublicAddressOnlyWhateverTheProxyForwards() throws Exception {
    try (HttpClient client =
        RecordingClient.of(HttpClient.newBuilder().sslContext(nginx.trust()).build())) {
      String metadataUrl = publicUrl + "/.well-known/oauth-protected-resource/mcp";
      HttpResponse<String> told =
          client.send(
              HttpRequest.newBuilder(URI.create(metadataUrl))
                  .header("X-Forwarded-Host", "evil.example")
                  .header("Forwarded", "host=evil.example;proto=http")
                  .build(),
              BodyHandlers.ofString());
      assertThat(told.statusCode()).isEqualTo(200);
      JsonNode metadata = JsonMapper.shared().readTree(told.body());
      assertThat(metadata.path("resource").asString()).isEqualTo(publicUrl + "/mcp");
      assertThat(told.body()).doesNotContain("evil");
      HttpResponse<String> refused =
          client.send(
              HttpRequest.newBuilder(URI.create(publicUrl + "/mcp"))
                  .header("Content-Type", "application/json")
                  .header("X-Forwarded-Host", "evil.example")
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))
                  .build(),
              BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Bearer resource_metadata=\"" + metadataUrl + "\"");
    }
  }

  /// The question comes on the stream of the call that waits for the answer: were it held back
  /// until the call ends, the call would never end.
  @Test
  void passesStreamsOnAsTheyAreWritten() {
    try (McpSyncClient client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(publicUrl)
                    .endpoint("/mcp")
                    .customizeClient(builder -> builder.sslContext(nginx.trust()))
                    .addHttpRequestCustomizer(
                        (request, method, endpoint, body, context) ->
                            request.setHeader("Authorization", "Bearer " + server.line()))
                    .build())
            .requestTimeout(PATIENCE)
            .initializationTimeout(PATIENCE)
            .capabilities(ClientCapabilities.builder().elicitation().build())
            .elicitation(
                asked ->
                    ElicitResult.builder(ElicitResult.Action.ACCEPT)
                        .content(Map.of("username", "ada", "email", "ada@example.com"))
                        .build())
            .build()) {
      client.initialize();

      CallToolResult answered =
          client.callTool(
              CallToolRequest.builder("test_elicitation")
                  .arguments(Map.of("message", "Who are you?"))
                  .build());

      assertThat(((TextContent) answered.content().getFirst()).text()).contains("ada@example.com");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:PORT, , 401",
    "localhost:PORT, https://localhost:PORT, 401",
    "evil.example, , 403",
    "localhost:PORT.evil.example, , 403",
    "localhost:PORT, https://evil.example, 403",
    "localhost:PORT, https://localhost:PORT.evil.example, 403",
    "localhost:PORT, http://localhost:PORT, 403",
    "localhost:PORT, null, 403"
  })
  void keepsTheHostAndOriginRules(String host, String origin, int status) throws Exception {
    String request =
        "POST /mcp HTTP/1.1\r\nHost: "
            + host
            + (origin == null ? "" : "\r\nOrigin: " + origin)
            + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    try (Socket socket = nginx.trust().getSocketFactory().createSocket("localhost", port)) {
      socket.getOutputStream().write(request.replace("PORT", String.valueOf(port)).getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }
  }
}
