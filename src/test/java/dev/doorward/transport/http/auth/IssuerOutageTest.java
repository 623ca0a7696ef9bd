package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An issuer whose keys cannot be had, or that hands out none.
final class IssuerOutageTest {
  private static final String ISSUER = "https://login.example.org/";
  private static final String AUDIENCE = "https://mcp.example.org/mcp";

  private final AtomicInteger fetches = new AtomicInteger();
  private volatile int status = 200;
  private volatile String keys = "";
  private RSAKey key;
  private HttpServer provider;
  private TokenVerifier verifier;

  @BeforeEach
  void open() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("k1").generate();
    keys = new JWKSet(key.toPublicJWK()).toString();
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/keys",
        exchange -> {
          fetches.incrementAndGet();
          byte[] body = keys.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    provider.start();
    IssuerSettings settings =
        new IssuerSettings(
            Optional.of(ISSUER),
            Optional.of("http://127.0.0.1:" + provider.getAddress().getPort() + "/keys"),
            List.of(),
            List.of("RS256"),
            List.of("at+jwt"),
            "roles");
    verifier = AccessTokens.external(settings, AUDIENCE, InstantSource.system()).verifier();
  }

  @AfterEach
  void close() {
    provider.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"keys\":[]}", "{}", "", "not json"})
  void keepsGoodKeysWhenTheIssuerHandsOutNone(String nothing) throws Exception {
    assertThat(judge("k1")).isInstanceOf(Verification.Verified.class);

    keys = nothing;
    assertThat(judge("k2")).isNotInstanceOf(Verification.Verified.class);

    assertThat(fetches).hasValueGreaterThan(1);
    assertThat(judge("k1")).isInstanceOf(Verification.Verified.class);
  }

  @Test
  void cannotJudgeWhenItNeverHadAKey() throws Exception {
    status = 500;

    assertThat(judge("k1")).isInstanceOf(Verification.Unavailable.class);
  }

  @Test
  void fetchesAFewTimesOnlyForUnknownKeys() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertThat(judge("unknown-" + i)).isNotInstanceOf(Verification.Verified.class);
    }

    assertThat(fetches.get()).isLessThan(5);
    assertThat(judge("k1")).isInstanceOf(Verification.Verified.class);
  }

  private Verification judge(String keyId) throws Exception {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(keyId)
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("alice")
                .audience(AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .jwtID(UUID.randomUUID().toString())
                .build());
    token.sign(new RSASSASigner(key));
    String text = token.serialize();
    return verifier.verify(text, TokenVerifier.digest(text));
  }
}
