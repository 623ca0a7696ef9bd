package dev.doorward.keycloak;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.doorward.conformance.ConfiguredServer;
import dev.doorward.proof.RecordingClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A server of the built distribution that accepts the tokens of one realm only.
final class TrustingServer implements AutoCloseable {
  private final ConfiguredServer server;
  private final String address;
  private final HttpClient http = RecordingClient.create();

  private TrustingServer(ConfiguredServer server, String address) {
    this.server = server;
    this.address = address;
  }

  /// What docs/operator.md tells to write for a Keycloak, and room for impatience.
  private static String configuration(Realm realm, int port, int managementPort) {
    return """
        http:
          port: %d
          management-port: %d
          public-url: %s
        issuer:
          name: %s
          jwks: %s
          token-types: [at+jwt, jwt]
          roles-claim: realm_access.roles
        limit:
          lockout-failures: 1000
        """
        .formatted(
            port,
            managementPort,
            realm.resource().substring(0, realm.resource().length() - "/mcp".length()),
            realm.issuer(),
            realm.keys());
  }

  /// Starts it and waits until it listens.
  ///
  /// @param data an empty folder
  static TrustingServer start(Path data, int port, Realm realm) throws IOException {
    return new TrustingServer(
        ConfiguredServer.start(
            data,
            configuration(realm, port, ConfiguredServer.freePort()),
            line -> line.contains("server.started")),
        "http://127.0.0.1:" + port);
  }

  String address() {
    return address;
  }

  /// Whether it has not ended when this time is over.
  boolean livesFor(Duration time) throws InterruptedException {
    return server.livesFor(time);
  }

  /// Reports the test skipped when this server does not ask for scopes at all.
  void assumeScopesDecide() throws IOException, InterruptedException {
    HttpResponse<String> metadata =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(address + "/.well-known/oauth-protected-resource/mcp"))
                .build(),
            BodyHandlers.ofString());
    assumeThat(metadata.body())
        .as("no step-up: the server does not narrow callers by scopes")
        .contains("scopes_supported");
  }

  /// Calls the tool `echo` with a token.
  HttpResponse<String> echo(String token) throws IOException, InterruptedException {
    ObjectNode request = JsonMapper.shared().createObjectNode();
    request.put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
    ObjectNode params = request.putObject("params").put("name", "echo");
    params.putObject("arguments").put("message", "hello");
    ObjectNode meta = params.putObject("_meta");
    meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
    meta.putObject("io.modelcontextprotocol/clientCapabilities");
    return http.send(
        HttpRequest.newBuilder(URI.create(address + "/mcp"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("MCP-Protocol-Version", "2026-07-28")
            .header("Mcp-Method", "tools/call")
            .header("Mcp-Name", "echo")
            .POST(BodyPublishers.ofString(request.toString()))
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
