package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.audit.AuditSink;
import dev.doorward.audit.AuditTrail;
import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Scope;
import dev.doorward.proof.RecordingClient;
import dev.doorward.proof.WatchedDoor;
import dev.doorward.protocol.Answer;
import dev.doorward.protocol.Engine;
import dev.doorward.protocol.LineConversation;
import dev.doorward.protocol.MessageSink;
import dev.doorward.protocol.Reply;
import dev.doorward.protocol.RequestHeaders;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.LocalIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real door on a real port, with an engine of our own behind it.
final class HttpDoorTest {
  private static final String AUDIENCE = "http://127.0.0.1/mcp";
  private static final HttpClient CLIENT = RecordingClient.create();

  @TempDir static Path data;
  static HttpDoor door;
  static String token;

  /// Answers a body by repeating it; streams when it says so.
  static final class Parrot implements Engine {
    @Override
    public void post(Caller caller, RequestHeaders headers, byte[] body, Reply reply) {
      if (new String(body, StandardCharsets.UTF_8).contains("stream")) {
        reply.event("1", 1_000, "{}".getBytes(StandardCharsets.UTF_8));
        Thread.ofVirtual()
            .start(
                () -> {
                  reply.event(null, -1, body);
                  reply.end();
                });
      } else if (new String(body, StandardCharsets.UTF_8).contains("later")) {
        Thread.ofVirtual().start(() -> reply.answer(Answer.ok(body)));
      } else {
        reply.answer(Answer.ok(body));
      }
    }

    @Override
    public void listen(Caller caller, RequestHeaders headers, Reply reply) {
      reply.answer(Answer.empty(Answer.Kind.METHOD_NOT_ALLOWED));
    }

    @Override
    public void end(Caller caller, RequestHeaders headers, Reply reply) {
      reply.answer(Answer.empty(Answer.Kind.NO_CONTENT));
    }

    @Override
    public LineConversation converse(Caller caller, MessageSink out) {
      throw new UnsupportedOperationException("no lines here");
    }

    @Override
    public void endSessions(Predicate<CallerId> of) {}

    @Override
    public void drain() {
      // Nothing is kept open here.
    }
  }

  @BeforeAll
  static void open() {
    LocalIssuer issuer = LocalIssuer.open(data, InstantSource.system());
    token = issuer.mint("tester", List.of("developer"), AUDIENCE, Duration.ofMinutes(5));
    door =
        HttpDoor.open(
            RawDoor.loopback(ConnectionSettings.DEFAULTS),
            new Parrot(),
            audience -> AccessTokens.local(issuer, AUDIENCE, InstantSource.system()),
            Scope.BASIC,
            QuietHouse.beans());
  }

  /// The health of the door tells whether an audit trail can be written, so it needs one.
  static AuditTrail quietAudit() {
    return new AuditTrail(new AuditSink.ToStream(WatchedDoor.audit()), InstantSource.system());
  }

  @AfterAll
  static void close() {
    door.close();
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + door.port() + path);
  }

  private static HttpRequest.Builder post(String body) {
    return HttpRequest.newBuilder(uri("/mcp"))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void answersAnAuthenticatedCall() throws Exception {
    HttpResponse<String> response = send(post("{\"a\":1}"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"a\":1}");
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.headers().firstValue("content-length")).contains("7");
    assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(response.headers().firstValue("cache-control")).contains("no-store");
  }

  @Test
  void answersFromAnotherThread() throws Exception {
    assertThat(send(post("{\"later\":1}")).body()).isEqualTo("{\"later\":1}");
  }

  @Test
  void streamsWhenTheEngineSendsFirst() throws Exception {
    HttpResponse<String> response = send(post("{\"stream\":1}"));
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(response.headers().firstValue("x-accel-buffering")).contains("no");
    assertThat(response.body())
        .isEqualTo(": \n\nid: 1\nretry: 1000\ndata: {}\n\ndata: {\"stream\":1}\n\n");
  }

  @Test
  void challengesWithoutCredential() throws Exception {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(uri("/mcp"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().allValues("www-authenticate"))
        .containsExactly(
            "Bearer resource_metadata=\"http://127.0.0.1:"
                + door.port()
                + "/.well-known/oauth-protected-resource/mcp\", scope=\"mcp:tools.read mcp:tools.call"
                + " mcp:resources.read mcp:prompts.read mcp:skills.read mcp:completion.read"
                + " mcp:subscriptions.read mcp:logging.write\"");
    assertThat(response.body()).contains("\"code\":\"unauthenticated\"");
  }

  @Test
  void saysThatATokenIsNotGood() throws Exception {
    HttpResponse<String> response =
        send(post("{}").setHeader("Authorization", "Bearer " + token + "x"));
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("www-authenticate").orElse(""))
        .endsWith("error=\"invalid_token\"");
  }

  @Test
  void refusesTwoCredentialsAndATokenInTheQuery() throws Exception {
    assertThat(send(post("{}").header("Authorization", "Bearer other")).statusCode())
        .isEqualTo(400);
    assertThat(send(post("{}").uri(uri("/mcp?access_token=x"))).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesOtherMediaTypesWith415() throws Exception {
    HttpResponse<String> response = send(post("{}").setHeader("Content-Type", "text/plain"));
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.body()).contains("unsupported_media_type");
  }

  @Test
  void refusesABodyOverTheLimit() throws Exception {
    HttpResponse<String> response = send(post("{\"a\":\"" + "x".repeat(5_000) + "\"}"));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("body_too_large");
    HttpResponse<String> chunked =
        send(
            post("{}")
                .POST(
                    HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"a\":\"" + "x".repeat(9_000) + "\"}"))));
    assertThat(chunked.statusCode()).isEqualTo(413);
  }

  @Test
  void answersForItsOwnHostOnly() throws Exception {
    String head = "GET /health/liveness HTTP/1.1\r\nConnection: close\r\n";
    assertThat(raw(head + "Host: evil.example\r\n\r\n")).isEqualTo("HTTP/1.1 403");
    assertThat(raw(head + "Host: localhost:1\r\nHost: localhost:1\r\n\r\n"))
        .isNotEqualTo("HTTP/1.1 200");
    assertThat(raw(head + "Host: 127.0.0.1.evil.example:8080\r\n\r\n")).isEqualTo("HTTP/1.1 403");
  }

  @Test
  void refusesForeignOriginsAndAllowsConfiguredOnes() throws Exception {
    assertThat(send(post("{}").header("Origin", "http://evil.example")).statusCode())
        .isEqualTo(403);
    assertThat(send(post("{}").header("Origin", "null")).statusCode()).isEqualTo(403);
    assertThat(send(post("{}").header("Origin", "http://127.0.0.1:1")).statusCode()).isEqualTo(403);
    HttpResponse<String> allowed = send(post("{}").header("Origin", "https://app.example"));
    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(allowed.headers().firstValue("access-control-allow-origin"))
        .contains("https://app.example");
    assertThat(send(post("{}").header("Origin", "http://127.0.0.1:" + door.port())).statusCode())
        .isEqualTo(200);
  }

  @Test
  void answersPreflightForAllowedOrigins() throws Exception {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(uri("/mcp"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .header(
                    "Access-Control-Request-Headers",
                    "mcp-protocol-version, mcp-param-region, x-other"));
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("access-control-allow-headers").orElse(""))
        .contains("MCP-Protocol-Version", "X-API-Key", "mcp-param-region")
        .doesNotContain("x-other");
    assertThat(response.headers().firstValue("access-control-allow-origin"))
        .contains("https://app.example");
  }

  @Test
  void knowsNoOtherPath() throws Exception {
    HttpResponse<String> response = send(post("{}").uri(uri("/other")));
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("\"code\":\"not_found\"");
    assertThat(send(HttpRequest.newBuilder(uri("/prometheus"))).statusCode()).isEqualTo(404);
    assertThat(
            send(post("{}").method("PUT", HttpRequest.BodyPublishers.ofString("{}"))).statusCode())
        .isEqualTo(405);
  }

  @Test
  void tellsHealthAndMetricsOnTheManagementListenerOnly() throws Exception {
    for (String path : List.of("/health/liveness", "/health/readiness", "/prometheus")) {
      URI management = URI.create("http://127.0.0.1:" + door.managementPort() + path);
      assertThat(send(HttpRequest.newBuilder(management)).statusCode()).as(path).isEqualTo(200);
      assertThat(send(HttpRequest.newBuilder(uri(path))).statusCode()).as(path).isEqualTo(404);
    }
    URI mcp = URI.create("http://127.0.0.1:" + door.managementPort() + "/mcp");
    assertThat(send(post("{}").uri(mcp)).statusCode()).isEqualTo(404);
  }

  @Test
  void publishesItsMetadata() throws Exception {
    for (String path : List.of("", "/mcp")) {
      HttpResponse<String> response =
          send(HttpRequest.newBuilder(uri("/.well-known/oauth-protected-resource" + path)));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .contains("\"resource\":\"http://127.0.0.1:" + door.port() + "/mcp\"");
    }
  }
}
