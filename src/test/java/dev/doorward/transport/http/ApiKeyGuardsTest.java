package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.block.Block;
import dev.doorward.block.BlockFile;
import dev.doorward.block.Blocks;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.limit.AddressLimiter;
import dev.doorward.limit.LimitSettings;
import dev.doorward.limit.Rate;
import dev.doorward.proof.RecordingClient;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.ApiKey;
import dev.doorward.transport.http.auth.ApiKeyMetrics;
import dev.doorward.transport.http.auth.ApiKeyProfile;
import dev.doorward.transport.http.auth.ApiKeySettings;
import dev.doorward.transport.http.auth.ApiKeys;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of API keys over time: they end, are blocked and are measured, and guessing them
/// locks an address out. The clock is our own.
final class ApiKeyGuardsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int FAILURES = 3;
  private static final ApiKey BOT = ApiKey.random(new SecureRandom());
  private static final ApiKey SPARE = ApiKey.random(new SecureRandom());
  private static final HttpClient CLIENT = RecordingClient.create();

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  @TempDir Path data;
  private Blocks blocks;
  private HttpDoor door;

  @BeforeEach
  void open() {
    InstantSource clock = now::get;
    ApiKeys keys =
        ApiKeys.of(
            ApiKeySettings.DEFAULTS,
            Map.of(
                "build-bot",
                profile(BOT, Optional.of(NOON.plusSeconds(60))),
                "spare",
                profile(SPARE, Optional.empty())),
            clock);
    LimitSettings limits =
        new LimitSettings(
            Optional.empty(),
            LimitSettings.DEFAULTS.roles(),
            LimitSettings.DEFAULTS.tools(),
            Rate.parse("1000/minute"),
            FAILURES,
            Duration.ofMinutes(1),
            Duration.ofMinutes(5));
    blocks = new Blocks(data, clock);
    door =
        HttpDoor.open(
            HttpSettings.DEFAULTS.withPorts(0, 0),
            new CallerEcho(),
            audience -> AccessTokens.external(Map.of(), audience, clock).and(keys),
            Scope.BASIC,
            List.of(
                HttpDoorTest.quietAudit(),
                new AddressLimiter(limits, () -> 0L),
                new ApiKeyMetrics(keys),
                blocks));
  }

  private static ApiKeyProfile profile(ApiKey key, Optional<Instant> expires) {
    return new ApiKeyProfile(
        key.hash(), Set.of(Role.SERVICE), Set.of(Scope.TOOLS_CALL), expires, "ci");
  }

  @AfterEach
  void close() {
    blocks.close();
    door.close();
  }

  @Test
  void aKeyEndsOnTime() throws Exception {
    assertThat(ask(BOT.text()).statusCode()).isEqualTo(200);
    now.set(NOON.plusSeconds(59));
    assertThat(ask(BOT.text()).statusCode()).isEqualTo(200);
    now.set(NOON.plusSeconds(60));
    assertThat(ask(BOT.text()).statusCode()).isEqualTo(401);
    assertThat(ask(SPARE.text()).statusCode()).isEqualTo(200);
  }

  @Test
  void guessingLocksTheAddressOutAndNotThoseWhoHaveAKey() throws Exception {
    for (int i = 0; i < FAILURES; i++) {
      assertThat(ask(ApiKey.random(new SecureRandom()).text()).statusCode()).isEqualTo(401);
    }

    assertThat(ask("dwk_guess").statusCode()).isEqualTo(429);
    assertThat(ask(BOT.text()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"SUBJECT,build-bot", "CLIENT,ci", "TOKEN,@id"})
  void aBlockedKeyIsRefusedAndWhyIsNotSaid(Block.Kind kind, String value) throws Exception {
    assertThat(ask(BOT.text()).statusCode()).isEqualTo(200);
    block(kind, value.replace("@id", BOT.id()));

    HttpResponse<String> response = ask(BOT.text());

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("\"code\":\"blocked\"").doesNotContain(value);
    assertThat(ask(SPARE.text()).statusCode()).isEqualTo(kind == Block.Kind.CLIENT ? 403 : 200);
  }

  /// A server reads the list when it starts; here it is opened again.
  private void block(Block.Kind kind, String value) {
    new BlockFile(data)
        .add(
            new Block(
                new Block.Target(
                    kind,
                    value,
                    kind == Block.Kind.SUBJECT ? Optional.of(ApiKeys.ISSUER) : Optional.empty()),
                "leaked",
                NOON,
                NOON.plusSeconds(60)),
            NOON);
    close();
    open();
  }

  @Test
  void tellsWhenAKeyWasLastUsedAndWhenItEnds() throws Exception {
    assertThat(ask(BOT.text()).statusCode()).isEqualTo(200);
    ask(SPARE.text() + "x");

    assertThat(metrics())
        .contains("doorward_api_key_last_used_seconds{key=\"build-bot\"} " + written(NOON))
        .contains("doorward_api_key_last_used_seconds{key=\"spare\"} 0.0")
        .contains(
            "doorward_api_key_expires_seconds{key=\"build-bot\"} " + written(NOON.plusSeconds(60)))
        .doesNotContain("doorward_api_key_expires_seconds{key=\"spare\"}", BOT.id(), "dwk_");
  }

  private static String written(Instant time) {
    return Double.toString((double) time.getEpochSecond());
  }

  private String metrics() throws IOException, InterruptedException {
    return CLIENT
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + door.managementPort() + "/prometheus"))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private HttpResponse<String> ask(String key) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/mcp"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("X-API-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build(),
        BodyHandlers.ofString());
  }
}
