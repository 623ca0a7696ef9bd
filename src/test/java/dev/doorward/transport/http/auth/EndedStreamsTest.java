package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.protocol.Reply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Open streams at a running door whose credentials stop being good, each beside one that goes on.
@Timeout(60)
final class EndedStreamsTest {
  private static final ApiKey BOT = ApiKey.random(new SecureRandom());
  private static final ApiKey CRON = ApiKey.random(new SecureRandom());
  private static TrustedKeys trusted;

  @TempDir Path folder;
  private volatile Instant now = TrustedKeys.NOW;
  private AskedProvider provider;
  private ApiKeys keys;
  private AccessTokens tokens;
  private StreamingDoor door;

  @BeforeAll
  static void makeKeys() throws Exception {
    trusted = new TrustedKeys();
  }

  @BeforeEach
  void open() throws IOException {
    write("one", trusted.rsa);
    write("two", trusted.other);
    provider = new AskedProvider();
    keys = ApiKeys.of(ApiKeySettings.DEFAULTS, both(), () -> now);
    tokens =
        AccessTokens.external(
                all(""),
                TrustedKeys.AUDIENCE,
                () -> now,
                new ProviderClient(Duration.ofSeconds(1)),
                System::nanoTime)
            .and(keys);
    door = new StreamingDoor(tokens);
  }

  @AfterEach
  void close() {
    door.close();
    provider.close();
  }

  private void write(String name, RSAKey key) throws IOException {
    Files.writeString(folder.resolve(name), new JWKSet(key.toPublicJWK()).toString());
  }

  private Map<String, IssuerProfile> all(String audience) {
    return Map.of(
        "one", profile(TrustedKeys.ISSUER, "one", audience),
        "two", profile(TrustedKeys.OTHER, "two", ""),
        "asked",
            AskedDoor.profile(
                IssuerKind.INTROSPECTION,
                "https://asked.example.org/",
                List.of(),
                AskedDoor.lookup(provider.at("/introspect"))));
  }

  private IssuerProfile profile(String issuer, String file, String audience) {
    return new IssuerProfile(
        IssuerKind.OIDC,
        issuer,
        Optional.of(folder.resolve(file).toString()),
        Optional.empty(),
        audience.isEmpty() ? List.of() : List.of(audience),
        IssuerProfile.ALGORITHMS,
        List.of("at+jwt"),
        "roles",
        Optional.empty(),
        "sub",
        Optional.empty());
  }

  private static Map<String, ApiKeyProfile> both() {
    return Map.of("bot", profile(BOT, Role.SERVICE), "cron", profile(CRON, Role.SERVICE));
  }

  private static ApiKeyProfile profile(ApiKey key, Role role) {
    return new ApiKeyProfile(
        key.hash(), Set.of(role), Set.of(Scope.TOOLS_CALL), Optional.empty(), "ci");
  }

  private void use(Map<String, ApiKeyProfile> profiles) {
    tokens.use(tokens.prepare(ApiKeySettings.DEFAULTS, profiles, Map.of()));
  }

  private static String first() {
    return trusted.signed(TrustedKeys.HEADER, TrustedKeys.claims(Map.of()));
  }

  private static String second() {
    return TrustedKeys.sign(
        trusted.other,
        JWSAlgorithm.RS256,
        TrustedKeys.HEADER.replace("k1", "o1"),
        TrustedKeys.claims(
            Map.of(
                "iss",
                "\"" + TrustedKeys.OTHER + "\"",
                "exp",
                String.valueOf(TrustedKeys.IAT + 7_200))));
  }

  @Test
  void aStreamEndsWithItsToken() throws Exception {
    StreamingDoor.Open one = door.stream(first());
    StreamingDoor.Open two = door.stream(second());
    now = TrustedKeys.NOW.plusSeconds(3_600).plus(TokenClaims.SKEW);
    one.ends();
    assertThat(two.carries("hello")).isTrue();
  }

  @Test
  void aStreamEndsWhenTheKeyOfItsTokenLeavesItsFile() throws Exception {
    StreamingDoor.Open one = door.stream(first());
    StreamingDoor.Open two = door.stream(second());
    write("one", trusted.stranger);
    tokens.use(tokens.prepare(all("")));
    one.ends();
    assertThat(two.carries("hello")).isTrue();
  }

  @Test
  void aStreamEndsWhenItsTokenIsForAnotherAudienceNow() throws Exception {
    StreamingDoor.Open one = door.stream(first());
    StreamingDoor.Open two = door.stream(second());
    tokens.use(tokens.prepare(all("https://elsewhere.example.org/mcp")));
    one.ends();
    assertThat(two.carries("hello")).isTrue();
  }

  @Test
  void aRequestThatWasJudgedBeforeAChangeKeepsNoStreamAfterIt() throws Exception {
    door.opensAtOnce = false;
    CompletableFuture<HttpResponse<InputStream>> one = door.begin(first());
    Reply reply = door.replies.take();
    write("one", trusted.stranger);
    tokens.use(tokens.prepare(all("")));
    reply.open();
    // Blocks until the server ends it; the test would hang if it never did.
    one.get().body().readAllBytes();
  }

  @Test
  void aStreamEndsWhenItsApiKeyIsGoneAndKeepsTheUseOfTheOthers() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new ApiKeyMetrics(keys).bindTo(registry);
    StreamingDoor.Open bot = door.stream("X-API-Key", BOT.text());
    StreamingDoor.Open cron = door.stream(CRON.text());
    assertThat(lastUsed(registry, "bot")).isEqualTo((double) TrustedKeys.IAT);

    use(Map.of("cron", profile(CRON, Role.SERVICE)));

    bot.ends();
    assertThat(cron.carries("hello")).isTrue();
    assertThat(door.status("X-API-Key", BOT.text())).isEqualTo(401);
    assertThat(registry.find("doorward.api.key.last.used").tag("key", "bot").meter()).isNull();

    use(both());
    assertThat(door.status("X-API-Key", BOT.text())).isEqualTo(200);
    assertThat(lastUsed(registry, "cron")).isEqualTo((double) TrustedKeys.IAT);
  }

  private static double lastUsed(SimpleMeterRegistry registry, String key) {
    return registry.get("doorward.api.key.last.used").tag("key", key).timeGauge().value();
  }

  @Test
  void aStreamEndsWhenItsApiKeyHasOtherRoles() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new ApiKeyMetrics(keys).bindTo(registry);
    StreamingDoor.Open bot = door.stream(BOT.text());
    StreamingDoor.Open cron = door.stream(CRON.text());
    use(Map.of("bot", profile(BOT, Role.ADMIN), "cron", profile(CRON, Role.SERVICE)));
    bot.ends();
    assertThat(cron.carries("hello")).isTrue();
    assertThat(lastUsed(registry, "bot")).isEqualTo((double) TrustedKeys.IAT);
  }

  @Test
  void aStreamEndsWithItsApiKey() throws Exception {
    use(
        Map.of(
            "bot",
            new ApiKeyProfile(
                BOT.hash(),
                Set.of(Role.SERVICE),
                Set.of(),
                Optional.of(TrustedKeys.NOW.plusSeconds(60)),
                "ci"),
            "cron",
            profile(CRON, Role.SERVICE)));
    StreamingDoor.Open bot = door.stream(BOT.text());
    StreamingDoor.Open cron = door.stream(CRON.text());
    now = TrustedKeys.NOW.plusSeconds(60);
    bot.ends();
    assertThat(cron.carries("hello")).isTrue();
  }

  @Test
  void aStreamEndsWithinAMinuteWhenItsProviderTakesTheTokenBack() throws Exception {
    provider.says(200, AskedDoor.introspected(Map.of("iss", "\"https://asked.example.org/\"")));
    StreamingDoor.Open opaque = door.stream("2YotnFZFEjr1zCsicMWpAA");
    StreamingDoor.Open two = door.stream(second());
    assertThat(opaque.carries("hello")).isTrue();
    assertThat(provider.questions).as("opening it asks nobody again").hasSize(1);

    // Settings that are the same are no reason to ask.
    use(both());
    tokens.use(tokens.prepare(all("")));
    assertThat(opaque.carries("still")).isTrue();

    provider.says(200, "{\"active\":false}");
    now = TrustedKeys.NOW.plus(Standing.ENOUGH);
    opaque.ends();
    assertThat(two.carries("hello")).isTrue();
    assertThat(provider.questions).hasSize(2);
  }

  @Test
  void theStreamsOfOneTokenAreOneQuestion() throws Exception {
    provider.says(200, AskedDoor.introspected(Map.of("iss", "\"https://asked.example.org/\"")));
    List<StreamingDoor.Open> streams = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      streams.add(door.stream("2YotnFZFEjr1zCsicMWpAA"));
    }
    assertThat(provider.questions).as("one per request").hasSize(5);
    provider.says(200, "{\"active\":false}");
    now = TrustedKeys.NOW.plus(Standing.ENOUGH);
    for (StreamingDoor.Open stream : streams) {
      stream.ends();
    }
    assertThat(provider.questions).hasSize(6);
  }
}
