package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An issuer whose keys cannot be had, or that hands out none.
final class IssuerOutageTest {
  private final AtomicInteger fetches = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Outage outage = Outage.NONE;
  private volatile String keys = "";
  private volatile Instant now = TrustedKeys.NOW;
  private static RSAKey first;
  private RSAKey key;
  private HttpServer provider;
  private AccessTokens tokens;

  /// The ways in which a provider fails.
  enum Outage {
    NONE,
    ERROR,
    HTML,
    EMPTY,
    REDIRECT,
    TOO_LARGE,
    HANG,
    DRIP,
    GONE
  }

  @BeforeAll
  static void makeKey() throws Exception {
    first = new RSAKeyGenerator(2048).keyID("k1").generate();
  }

  @BeforeEach
  void open() throws Exception {
    key = first;
    keys = new JWKSet(key.toPublicJWK()).toString();
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    provider.createContext("/keys", this::answer);
    provider.start();
    IssuerProfile profile =
        new IssuerSettings(
                Optional.of(TrustedKeys.ISSUER),
                Optional.of("http://127.0.0.1:" + provider.getAddress().getPort() + "/keys"),
                Optional.empty(),
                java.util.List.of(),
                java.util.List.of("RS256"),
                java.util.List.of("at+jwt"),
                "roles",
                Optional.empty(),
                Optional.empty())
            .profile()
            .orElseThrow();
    tokens =
        AccessTokens.external(
            Map.of("login", profile),
            TrustedKeys.AUDIENCE,
            () -> this.now,
            new ProviderClient(Duration.ofSeconds(1)),
            System::nanoTime);
  }

  private void answer(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    switch (outage) {
      case NONE -> send(exchange, 200, keys);
      case ERROR -> send(exchange, 500, keys);
      case HTML -> send(exchange, 200, "<html>Sign in</html>");
      case EMPTY -> send(exchange, 200, "{\"keys\":[]}");
      case REDIRECT -> {
        exchange.getResponseHeaders().set("Location", "/moved");
        send(exchange, 302, keys);
      }
      case TOO_LARGE -> send(exchange, 200, keys + " ".repeat(300_000));
      case HANG -> untilOver(exchange);
      case DRIP -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        untilOver(exchange);
      }
      case GONE -> exchange.close();
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void untilOver(HttpExchange exchange) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  @AfterEach
  void close() {
    over.countDown();
    provider.stop(0);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void letsKnownKeysServeThroughEveryOutage(Outage what) throws Exception {
    assertThat(judge("k1", "a")).isInstanceOf(Verification.Verified.class);
    outage = what;
    // The platform's client asks a second time where a connection ends without a word.
    int again = what == Outage.GONE ? 1 : 0;

    assertThat(judge("k2", "b")).isEqualTo(new Verification.Unavailable(15));
    assertThat(judge("k2", "c")).isEqualTo(new Verification.Unavailable(15));
    assertThat(judge("k1", "d")).isInstanceOf(Verification.Verified.class);
    assertThat(fetches).hasValue(2 + again);

    outage = Outage.NONE;
    key = new RSAKey.Builder(key).keyID("k2").build();
    keys = new JWKSet(key.toPublicJWK()).toString();
    now = now.plusSeconds(15);
    assertThat(judge("k2", "e")).isInstanceOf(Verification.Verified.class);
    assertThat(fetches).hasValue(3 + again);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void cannotJudgeWhenItNeverHadAKeyAndRecovers(Outage what) throws Exception {
    outage = what;
    // The platform's client asks a second time where a connection ends without a word.
    int again = what == Outage.GONE ? 1 : 0;

    assertThat(judge("k1", "a")).isEqualTo(new Verification.Unavailable(15));
    assertThat(judge("k1", "b")).isEqualTo(new Verification.Unavailable(15));
    assertThat(fetches).hasValue(1 + again);

    outage = Outage.NONE;
    now = now.plusSeconds(15);
    assertThat(judge("k1", "c")).isInstanceOf(Verification.Verified.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"keys\":[]}", "{}", "", "not json", "SECRET", "ENCRYPTING", "SHORT"})
  void keepsGoodKeysWhenTheIssuerHandsOutNone(String nothing) throws Exception {
    assertThat(judge("k1", "a")).isInstanceOf(Verification.Verified.class);

    keys = unusable(nothing);
    assertThat(judge("k2", "b")).isNotInstanceOf(Verification.Verified.class);

    assertThat(fetches).hasValue(2);
    assertThat(judge("k1", "c")).isInstanceOf(Verification.Verified.class);
  }

  private String unusable(String kind) throws Exception {
    return switch (kind) {
      case "SECRET" ->
          new JWKSet(new OctetSequenceKey.Builder(new byte[64]).keyID("k2").build())
              .toString(false);
      case "ENCRYPTING" ->
          new JWKSet(new RSAKey.Builder(key).keyID("k2").keyUse(KeyUse.ENCRYPTION).build())
              .toString();
      case "SHORT" -> new JWKSet(new RSAKeyGenerator(1024, true).keyID("k2").generate()).toString();
      default -> kind;
    };
  }

  @Test
  void fetchesOnceInAWindowForKeysNobodyKnows() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertThat(judge("unknown-" + i, "a")).isEqualTo(new Verification.Rejected("signature"));
    }
    assertThat(fetches).hasValue(2);

    now = now.plus(IssuerKeys.WINDOW);
    for (int i = 0; i < 50; i++) {
      assertThat(judge("unknown-" + i, "b")).isEqualTo(new Verification.Rejected("signature"));
    }
    assertThat(fetches).hasValue(3);
    assertThat(judge("k1", "c")).isInstanceOf(Verification.Verified.class);
  }

  @Test
  void trustsOldKeysForADayAndNoLonger() throws Exception {
    assertThat(judge("k1", "a")).isInstanceOf(Verification.Verified.class);
    outage = Outage.ERROR;

    now = now.plus(Duration.ofHours(24));
    assertThat(judge("k1", "b")).isInstanceOf(Verification.Verified.class);
    now = now.plusSeconds(60);
    assertThat(judge("k1", "c")).isInstanceOf(Verification.Unavailable.class);
  }

  @Test
  void measuresFetchesFailuresAndAge() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    tokens.metrics().bindTo(registry);
    judge("k1", "a");
    outage = Outage.ERROR;
    judge("k2", "b");
    now = now.plusSeconds(7);

    assertThat(
            registry
                .get("doorward.issuer.key.fetches")
                .tag("issuer", "login")
                .functionCounter()
                .count())
        .isEqualTo(2);
    assertThat(registry.get("doorward.issuer.key.failures").functionCounter().count()).isEqualTo(1);
    assertThat(registry.get("doorward.issuer.key.age").timeGauge().value()).isEqualTo(7);
  }

  private Verification judge(String keyId, String subject) {
    long iat = now.getEpochSecond();
    String token =
        TrustedKeys.sign(
            key,
            JWSAlgorithm.RS256,
            TrustedKeys.HEADER.replace("k1", keyId),
            TrustedKeys.claims(
                Map.of(
                    "sub", "\"" + subject + "\"",
                    "iat", String.valueOf(iat),
                    "exp", String.valueOf(iat + 600))));
    return tokens.verifier().verify(token, VerifiedTokens.digest(token));
  }
}
