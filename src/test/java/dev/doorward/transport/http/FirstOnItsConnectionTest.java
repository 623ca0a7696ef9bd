package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.ApiKey;
import dev.doorward.transport.http.auth.ApiKeyProfile;
import dev.doorward.transport.http.auth.ApiKeySettings;
import dev.doorward.transport.http.auth.ApiKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the audit trail hears of API keys, which are judged at every request.
final class FirstOnItsConnectionTest {
  private static final ApiKey ONE = ApiKey.random(new SecureRandom());
  private static final ApiKey OTHER = ApiKey.random(new SecureRandom());

  private final AuditTape tape = new AuditTape();
  private HttpDoor door;

  @BeforeEach
  void open() {
    InstantSource clock = InstantSource.system();
    ApiKeys keys =
        ApiKeys.of(
            ApiKeySettings.DEFAULTS, Map.of("one", profile(ONE), "other", profile(OTHER)), clock);
    door =
        HttpDoor.open(
            HttpSettings.DEFAULTS.withPorts(0, 0),
            new CallerEcho(),
            audience -> AccessTokens.external(Map.of(), audience, clock).and(keys),
            Scope.BASIC,
            tape.beans());
  }

  @AfterEach
  void close() {
    door.close();
  }

  private static ApiKeyProfile profile(ApiKey key) {
    return new ApiKeyProfile(
        key.hash(), Set.of(Role.SERVICE), Set.of(Scope.TOOLS_CALL), Optional.empty(), "ci");
  }

  private int ask(HttpClient client, String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/mcp"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("X-API-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private List<String> subjects() {
    return tape.from(0).stream()
        .map(
            line ->
                line.path("event").asString()
                    + " "
                    + line.path("decision").asString()
                    + " "
                    + line.path("subject").asString(line.path("reason").asString()))
        .toList();
  }

  @Test
  void aKeyIsToldOncePerConnection() throws Exception {
    try (HttpClient first = client();
        HttpClient second = client()) {
      for (int i = 0; i < 3; i++) {
        assertThat(ask(first, ONE.text())).isEqualTo(200);
      }
      assertThat(ask(second, ONE.text())).isEqualTo(200);
      assertThat(ask(second, OTHER.text())).isEqualTo(200);
    }

    assertThat(subjects())
        .containsExactly(
            "authentication accepted one",
            "authentication accepted one",
            "authentication accepted other");
    JsonNode line = tape.from(0).getFirst();
    assertThat(line.path("issuer").asString()).isEqualTo(ApiKeys.ISSUER);
    assertThat(line.path("credential").asString()).isEqualTo(ONE.id());
    assertThat(line.path("address").asString()).isEqualTo("127.0.0.1");
    assertThat(line.toString()).doesNotContain(ONE.text());
  }

  @Test
  void aBadKeyIsToldEachTimeAndNamesNobody() throws Exception {
    try (HttpClient client = client()) {
      assertThat(ask(client, ApiKey.random(new SecureRandom()).text())).isEqualTo(401);
      assertThat(ask(client, ONE.text() + "x")).isEqualTo(401);
    }

    assertThat(subjects())
        .containsExactly("authentication refused api_key", "authentication refused api_key");
  }
}
