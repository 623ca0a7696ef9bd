package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.policy.PolicyHouse;
import dev.doorward.proof.RecordingClient;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.LocalIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The real door over the real engine: what a client learns of scopes without a token, with one
/// that is too narrow, and in the metadata.
final class ScopeChallengeTest {
  private static final String BASIC =
      "mcp:tools.read mcp:tools.call mcp:resources.read mcp:prompts.read mcp:skills.read"
          + " mcp:completion.read mcp:subscriptions.read mcp:logging.write";
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":\"seven\",\"method\":\"tools/call\",\"params\":{\"name\":\"write_file\""
          + ",\"arguments\":{}%s}}";
  private static final String MODERN =
      ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

  private final HttpClient client = RecordingClient.create();
  @TempDir Path data;

  private interface Body {
    void with(HttpDoor door, LocalIssuer issuer) throws Exception;
  }

  private void open(List<Scope> advertised, Body body) throws Exception {
    LocalIssuer issuer =
        LocalIssuer.open(Files.createDirectory(data.resolve("keys")), InstantSource.system());
    HttpSettings settings = HttpSettings.DEFAULTS.withPorts(0, 0);
    try (HttpDoor door =
        HttpDoor.open(
            settings,
            PolicyHouse.engine(data),
            audience -> AccessTokens.local(issuer, audience, InstantSource.system()),
            advertised,
            QuietHouse.beans())) {
      body.with(door, issuer);
    }
  }

  private static String address(HttpDoor door) {
    return "http://127.0.0.1:" + door.port();
  }

  private static String metadata(HttpDoor door) {
    return address(door) + "/.well-known/oauth-protected-resource/mcp";
  }

  private static String token(HttpDoor door, LocalIssuer issuer, Scope... scopes) {
    return issuer.mint(
        "ada",
        List.of(Role.ADMIN.name()),
        Set.of(scopes),
        address(door) + "/mcp",
        Duration.ofMinutes(5));
  }

  private HttpResponse<String> post(HttpDoor door, String token, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address(door) + "/mcp"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void tellsWhichScopesToBeginWith() throws Exception {
    open(
        Scope.BASIC,
        (door, issuer) -> {
          assertThat(post(door, "", "{}").headers().allValues("www-authenticate"))
              .containsExactly(
                  "Bearer resource_metadata=\"" + metadata(door) + "\", scope=\"" + BASIC + "\"");
          assertThat(post(door, "x.y.z", "{}").headers().allValues("www-authenticate"))
              .containsExactly(
                  "Bearer resource_metadata=\""
                      + metadata(door)
                      + "\", scope=\""
                      + BASIC
                      + "\", error=\"invalid_token\"");
          assertThat(document(door).get("scopes_supported"))
              .extracting(JsonNode::stringValue)
              .containsExactly(BASIC.split(" ", -1))
              .doesNotContain("offline_access");
        });
  }

  @Test
  void asksForNoScopesWhereNoneAreNeeded() throws Exception {
    open(
        List.of(),
        (door, issuer) -> {
          assertThat(post(door, "", "{}").headers().allValues("www-authenticate"))
              .containsExactly("Bearer resource_metadata=\"" + metadata(door) + "\"");
          assertThat(document(door).has("scopes_supported")).isFalse();
        });
  }

  @Test
  void challengesANarrowTokenInTheModernEraForAllThatIsNeeded() throws Exception {
    open(
        Scope.BASIC,
        (door, issuer) -> {
          String[] headers = {
            "MCP-Protocol-Version",
            "2026-07-28",
            "Mcp-Method",
            "tools/call",
            "Mcp-Name",
            "write_file"
          };
          String call = CALL.formatted(MODERN);
          String narrow = token(door, issuer, Scope.TOOLS_READ, Scope.TOOLS_CALL);
          requireChallenge(door, post(door, narrow, call, headers));
          // Once more, now that the token is remembered.
          requireChallenge(door, post(door, narrow, call, headers));
          String enough = token(door, issuer, Scope.TOOLS_CALL, Scope.TOOLS_WRITE);
          assertThat(post(door, enough, call, headers).statusCode()).isEqualTo(200);
        });
  }

  @Test
  void challengesANarrowTokenInTheLegacyEraForAllThatIsNeeded() throws Exception {
    open(
        Scope.BASIC,
        (door, issuer) -> {
          String narrow = token(door, issuer, Scope.of("mcp:tools.callall"));
          HttpResponse<String> opened =
              post(
                  door,
                  narrow,
                  "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                      + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
          assertThat(opened.statusCode()).isEqualTo(200);
          String session = opened.headers().firstValue("mcp-session-id").orElseThrow();
          String call = CALL.formatted("");
          requireChallenge(door, post(door, narrow, call, "Mcp-Session-Id", session));
          // The session goes on with the token the client comes back with.
          String enough = token(door, issuer, Scope.TOOLS_CALL, Scope.TOOLS_WRITE);
          assertThat(post(door, enough, call, "Mcp-Session-Id", session).statusCode())
              .isEqualTo(200);
        });
  }

  private void requireChallenge(HttpDoor door, HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().allValues("www-authenticate"))
        .containsExactly(
            "Bearer error=\"insufficient_scope\", scope=\"mcp:tools.call mcp:tools.write\","
                + " resource_metadata=\""
                + metadata(door)
                + "\"");
    JsonNode body = JsonMapper.shared().readTree(response.body());
    assertThat(body.get("id").stringValue()).isEqualTo("seven");
    assertThat(body.at("/error/data/code").stringValue()).isEqualTo("insufficient_scope");
  }

  private JsonNode document(HttpDoor door) throws Exception {
    return JsonMapper.shared()
        .readTree(
            client
                .send(
                    HttpRequest.newBuilder(URI.create(metadata(door))).build(),
                    BodyHandlers.ofString())
                .body());
  }
}
