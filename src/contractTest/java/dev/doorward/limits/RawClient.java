package dev.doorward.limits;

import dev.doorward.conformance.SecuredServer;
import dev.doorward.proof.RecordingClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/// A client that shows statuses and headers, coming from an address of its own.
final class RawClient implements AutoCloseable {
  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

  private final URI endpoint;
  private final HttpClient client;

  /// @param from the loopback address it comes from
  RawClient(SecuredServer server, String from) {
    this.endpoint = URI.create(server.address() + "/mcp");
    this.client =
        RecordingClient.of(
            HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(from)).build());
  }

  /// Calls the tool `echo` in the modern era.
  HttpResponse<String> echo(String token) throws IOException, InterruptedException {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\","
            + "\"arguments\":{\"message\":\"hi\"},"
            + META
            + "}}";
    return client.send(
        modern(token, "tools/call")
            .header("Mcp-Name", "echo")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /// Opens a modern stream of changes.
  HttpResponse<InputStream> subscribe(String token) throws IOException, InterruptedException {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"subscriptions/listen\","
            + "\"params\":{\"notifications\":{\"toolsListChanged\":true},"
            + META
            + "}}";
    return client.send(
        modern(token, "subscriptions/listen").POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder modern(String token, String method) {
    return request(token).header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", method);
  }

  /// Opens a legacy session and gives its id.
  String initialize(String token) throws IOException, InterruptedException {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{"
            + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
            + "\"clientInfo\":{\"name\":\"raw\",\"version\":\"1\"}}}";
    String session =
        client
            .send(
                request(token).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
            .headers()
            .firstValue("Mcp-Session-Id")
            .orElseThrow();
    legacy(token, session, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    return session;
  }

  /// Sends one message in a legacy session.
  HttpResponse<String> legacy(String token, String session, String body)
      throws IOException, InterruptedException {
    return client.send(
        request(token)
            .header("Mcp-Session-Id", session)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /// Opens the stream of a legacy session.
  HttpResponse<InputStream> listen(String token, String session)
      throws IOException, InterruptedException {
    return client.send(
        request(token).header("Mcp-Session-Id", session).GET().build(),
        BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder request(String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream");
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  static Optional<String> header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name);
  }

  @Override
  public void close() {
    client.close();
  }
}
