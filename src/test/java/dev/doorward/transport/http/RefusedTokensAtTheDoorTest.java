package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import dev.doorward.caller.Scope;
import dev.doorward.proof.RecordingClient;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.TokenCase;
import dev.doorward.transport.http.auth.TokenCases;
import dev.doorward.transport.http.auth.TrustedKeys;
import dev.doorward.transport.http.tls.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The attack suite of tokens against a running door: nothing is let in, and every refusal is the
/// same 401 with the same challenge, whatever was wrong.
final class RefusedTokensAtTheDoorTest {
  private static final HttpClient CLIENT = RecordingClient.create();

  private static final AuditTape TAPE = new AuditTape();

  @TempDir static Path folder;
  private static TrustedKeys keys;
  private static HttpDoor door;

  @BeforeAll
  static void open() throws JOSEException, IOException {
    AccessTokens tokens = keys().accepted(folder);
    HttpSettings settings =
        new HttpSettings(
            "127.0.0.1",
            0,
            "127.0.0.1",
            0,
            Optional.empty(),
            List.of(),
            List.of(),
            4_096,
            List.of(),
            ConnectionSettings.DEFAULTS,
            TlsSettings.DEFAULTS);
    door =
        HttpDoor.open(
            settings,
            new HttpDoorTest.Parrot(),
            audience -> tokens,
            List.of(Scope.TOOLS_READ),
            TAPE.beans());
  }

  @AfterAll
  static void close() {
    door.close();
  }

  private static synchronized TrustedKeys keys() throws JOSEException {
    if (keys == null) {
      keys = new TrustedKeys();
    }
    return keys;
  }

  static List<TokenCase> refused() throws JOSEException {
    return TokenCases.refused(keys());
  }

  static List<TokenCase> accepted() throws JOSEException {
    return TokenCases.accepted(keys());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void letsAGoodTokenIn(TokenCase good) throws Exception {
    int told = TAPE.length();
    assertThat(send(good.token()).statusCode()).isEqualTo(200);
    // The second time it is remembered.
    assertThat(send(good.token()).statusCode()).isEqualTo(200);
    assertThat(TAPE.from(told))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("event").asString()).isEqualTo("authentication");
              assertThat(line.path("decision").asString()).isEqualTo("accepted");
            });
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesEveryOtherInTheSameWords(TokenCase bad) throws Exception {
    int told = TAPE.length();

    HttpResponse<String> response = send(bad.token());

    TAPE.requireRefusal(told, "authentication", Set.of(bad.reason().split("\\|", -1)));
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().allValues("www-authenticate"))
        .containsExactly(
            "Bearer resource_metadata=\"http://127.0.0.1:"
                + door.port()
                + "/.well-known/oauth-protected-resource/mcp\", scope=\"mcp:tools.read\","
                + " error=\"invalid_token\"");
    assertThat(response.body())
        .contains("\"code\":\"unauthenticated\"")
        .doesNotContain(bad.token());
  }

  @Test
  void namesEveryAuthorizationServer() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + door.port()
                        + "/.well-known/oauth-protected-resource/mcp"))
            .build();

    assertThat(CLIENT.send(request, BodyHandlers.ofString()).body())
        .contains("https://login.example.org/", "https://example.okta.com/oauth2/default");
  }

  private static HttpResponse<String> send(String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/mcp"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }
}
