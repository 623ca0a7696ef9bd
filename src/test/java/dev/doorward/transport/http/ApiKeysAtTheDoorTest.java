package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.proof.RecordingClient;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.ApiKey;
import dev.doorward.transport.http.auth.ApiKeyProfile;
import dev.doorward.transport.http.auth.ApiKeySettings;
import dev.doorward.transport.http.auth.ApiKeys;
import dev.doorward.transport.http.auth.LocalIssuer;
import dev.doorward.transport.http.auth.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// API keys against a running door: good ones get in by either header, every other one gets the
/// same 401, and what comes twice or in the wrong place 400.
final class ApiKeysAtTheDoorTest {
  private static final String AUDIENCE = "http://127.0.0.1/mcp";
  private static final String UNFORMED = "q8Zr3VbN1xKc7Ty5Lm0PwSd9Ef2Gh4Ja6/+=";
  private static final ApiKey BOT = ApiKey.random(new SecureRandom());
  private static final ApiKey OLD = ApiKey.random(new SecureRandom());
  private static final ApiKey STRANGE = ApiKey.random(new SecureRandom());
  private static final HttpClient CLIENT = RecordingClient.create();

  @TempDir static Path data;
  private static HttpDoor door;
  private static String token;

  /// One way to send credentials.
  record Carrier(String name, String... headers) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void open() {
    InstantSource clock = InstantSource.system();
    LocalIssuer issuer = LocalIssuer.open(data, clock);
    token = issuer.mint("tester", List.of("developer"), AUDIENCE, Duration.ofMinutes(5));
    ApiKeys keys =
        ApiKeys.of(
            new ApiKeySettings(
                Optional.of(new Secret(UNFORMED)), Role.USER, List.of("mcp:tools.read")),
            Map.of(
                "build-bot",
                profile(BOT, Optional.of(clock.instant().plusSeconds(3_600))),
                "old",
                profile(OLD, Optional.of(clock.instant().minusSeconds(1)))),
            clock);
    door =
        HttpDoor.open(
            HttpSettings.DEFAULTS.withPorts(0, 0),
            new CallerEcho(),
            _ -> AccessTokens.local(issuer, AUDIENCE, clock).and(keys),
            List.of(Scope.TOOLS_READ),
            QuietHouse.beans());
  }

  private static ApiKeyProfile profile(ApiKey key, Optional<Instant> expires) {
    return new ApiKeyProfile(
        key.hash(), Set.of(Role.SERVICE), Set.of(Scope.TOOLS_CALL), expires, "ci");
  }

  @AfterAll
  static void close() {
    door.close();
  }

  static List<Carrier> accepted() {
    return List.of(
        new Carrier("bearer", "Authorization", "Bearer " + BOT.text()),
        new Carrier("bearer in lower case", "Authorization", "bearer " + BOT.text()),
        new Carrier("header of its own", "X-API-Key", BOT.text()),
        new Carrier("header in lower case", "x-api-key", BOT.text()));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void letsAGoodKeyIn(Carrier carrier) throws Exception {
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> response = send("/mcp", carrier.headers());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo(
              "issuer=api-key subject=build-bot roles=[service] scopes=[mcp:tools.call] client=ci"
                  + " credential="
                  + BOT.id());
    }
  }

  static List<Carrier> single() {
    return List.of(
        new Carrier("bearer", "Authorization", "Bearer " + UNFORMED),
        new Carrier("header of its own", "X-API-Key", UNFORMED));
  }

  @ParameterizedTest
  @MethodSource("single")
  void letsTheSingleKeyInWhateverItsForm(Carrier carrier) throws Exception {
    assertThat(send("/mcp", carrier.headers()).body())
        .isEqualTo(
            "issuer=api-key subject=default roles=[user] scopes=[mcp:tools.read] client=default"
                + " credential=default");
  }

  @Test
  void letsTokensInAsBefore() throws Exception {
    assertThat(send("/mcp", "Authorization", "Bearer " + token).body()).contains("subject=tester");
  }

  static List<Carrier> refused() {
    String bot = BOT.text();
    String secret = bot.substring(bot.length() - 43);
    List<String> bad =
        new ArrayList<>(
            List.of(
                STRANGE.text(),
                OLD.text(),
                "dwk_" + OLD.id() + "_" + secret,
                "dwk_" + STRANGE.id() + "_" + secret,
                "dwk_" + BOT.id() + "_" + STRANGE.text().substring(17),
                "dwk_" + BOT.id() + "_",
                "dwk_" + BOT.id(),
                "dwk_",
                bot + "A",
                bot.substring(0, bot.length() - 1),
                bot + "=",
                bot.toUpperCase(java.util.Locale.ROOT),
                "DWK_" + bot.substring(4),
                bot + "," + bot,
                bot + " " + bot,
                "dwk_" + bot,
                BOT.hash().toString(),
                secret,
                BOT.id(),
                "dwk_*",
                "dwk_" + "A".repeat(5_000),
                UNFORMED + "x",
                UNFORMED.substring(1),
                UNFORMED.toLowerCase(java.util.Locale.ROOT),
                "default"));
    List<Carrier> all = new ArrayList<>();
    for (String key : bad) {
      String shown = key.length() > 30 ? key.substring(0, 30) + "…" + key.length() : key;
      all.add(new Carrier("bearer " + shown, "Authorization", "Bearer " + key));
      all.add(new Carrier("header " + shown, "X-API-Key", key));
    }
    all.add(new Carrier("empty header", "X-API-Key", ""));
    all.add(new Carrier("token in the header of keys", "X-API-Key", token));
    all.add(new Carrier("bearer in the header of keys", "X-API-Key", "Bearer " + bot));
    all.add(new Carrier("another scheme", "Authorization", "ApiKey " + bot));
    all.add(new Carrier("no scheme", "Authorization", bot));
    return all;
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesEveryOtherInTheSameWords(Carrier carrier) throws Exception {
    HttpResponse<String> response = send("/mcp", carrier.headers());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().allValues("www-authenticate"))
        .containsExactly(
            "Bearer resource_metadata=\"http://127.0.0.1:"
                + door.port()
                + "/.well-known/oauth-protected-resource/mcp\", scope=\"mcp:tools.read\","
                + " error=\"invalid_token\"");
    assertThat(response.body()).contains("\"code\":\"unauthenticated\"").doesNotContain("dwk_");
  }

  static List<Carrier> doubled() {
    String bot = BOT.text();
    return List.of(
        new Carrier("twice", "X-API-Key", bot, "X-API-Key", bot),
        new Carrier("two keys", "X-API-Key", bot, "X-API-Key", UNFORMED),
        new Carrier("both headers", "X-API-Key", bot, "Authorization", "Bearer " + bot),
        new Carrier("key and token", "X-API-Key", bot, "Authorization", "Bearer " + token),
        new Carrier("bad key, good token", "X-API-Key", "x", "Authorization", "Bearer " + token),
        new Carrier("empty key, good token", "X-API-Key", "", "Authorization", "Bearer " + token),
        new Carrier("key and basic", "X-API-Key", bot, "Authorization", "Basic eDp5"),
        new Carrier(
            "bearer twice", "Authorization", "Bearer " + bot, "Authorization", "Bearer " + token));
  }

  @ParameterizedTest
  @MethodSource("doubled")
  void refusesWhatComesTwice(Carrier carrier) throws Exception {
    HttpResponse<String> response = send("/mcp", carrier.headers());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"code\":\"ambiguous_credentials\"");
  }

  static List<String> queries() {
    return List.of(
        "api_key=" + BOT.text(),
        "apikey=x",
        "X-API-Key=x",
        "a=1&Api-Key=x",
        "key=" + BOT.text(),
        BOT.text());
  }

  @ParameterizedTest
  @MethodSource("queries")
  void refusesAKeyInTheQueryEvenBesideAGoodOne(String query) throws Exception {
    HttpResponse<String> response = send("/mcp?" + query, "X-API-Key", BOT.text());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("\"code\":\"ambiguous_credentials\"")
        .doesNotContain("dwk_");
  }

  @Test
  void aQueryWithoutOneIsNoMatter() throws Exception {
    assertThat(send("/mcp?monkey=1&key=2", "X-API-Key", BOT.text()).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> send(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
