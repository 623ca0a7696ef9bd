package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Issuers that come, go and change their keys while the door is open.
final class ChangedTrustTest {
  private static TrustedKeys trusted;

  private final AtomicInteger fetches = new AtomicInteger();
  @TempDir Path folder;
  private HttpServer provider;
  private AccessTokens tokens;

  @BeforeAll
  static void makeKeys() throws Exception {
    trusted = new TrustedKeys();
  }

  @BeforeEach
  void open() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/keys",
        exchange -> {
          fetches.incrementAndGet();
          byte[] keys = set(trusted.other).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    provider.start();
    write(trusted.rsa);
    tokens =
        AccessTokens.external(both(), TrustedKeys.AUDIENCE, InstantSource.fixed(TrustedKeys.NOW));
  }

  @AfterEach
  void close() {
    provider.stop(0);
  }

  private static String set(RSAKey key) {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  private void write(RSAKey key) throws IOException {
    Files.writeString(folder.resolve("keys.json"), set(key));
  }

  private IssuerProfile filed() {
    return profile(TrustedKeys.ISSUER, folder.resolve("keys.json").toString());
  }

  private IssuerProfile remote(String path) {
    return profile(TrustedKeys.OTHER, "http://127.0.0.1:" + provider.getAddress().getPort() + path);
  }

  private Map<String, IssuerProfile> both() {
    return Map.of("filed", filed(), "remote", remote("/keys"));
  }

  private static IssuerProfile profile(String issuer, String jwks) {
    return new IssuerSettings(
            Optional.of(issuer),
            Optional.of(jwks),
            Optional.empty(),
            List.of(),
            List.of("RS256"),
            List.of("at+jwt"),
            "roles",
            Optional.empty(),
            Optional.empty())
        .profile()
        .orElseThrow();
  }

  private static String first() {
    return trusted.signed(TrustedKeys.HEADER, TrustedKeys.claims(Map.of()));
  }

  private static String second() {
    return TrustedKeys.sign(
        trusted.other,
        JWSAlgorithm.RS256,
        TrustedKeys.HEADER.replace("k1", "o1"),
        TrustedKeys.claims(Map.of("iss", "\"" + TrustedKeys.OTHER + "\"")));
  }

  /// As a request does: what is known of the token, else a full judgement.
  private Verification judge(String token) {
    return tokens
        .verifier()
        .recall(VerifiedTokens.digest(token))
        .orElseGet(() -> tokens.verifier().verify(token, VerifiedTokens.digest(token)));
  }

  private boolean known(String token) {
    return tokens.verifier().recall(VerifiedTokens.digest(token)).isPresent();
  }

  @Test
  void aKnownTokenOfAnIssuerThatIsGoneIsRefusedAndTheOthersAreNot() {
    assertThat(judge(first())).isInstanceOf(Verification.Verified.class);
    assertThat(judge(second())).isInstanceOf(Verification.Verified.class);

    assertThat(tokens.use(tokens.prepare(Map.of("filed", filed()))))
        .containsExactly(TrustedKeys.OTHER);

    assertThat(judge(second())).isEqualTo(new Verification.Rejected("issuer"));
    assertThat(judge(first())).isInstanceOf(Verification.Verified.class);
    assertThat(tokens.use(tokens.prepare(Map.of()))).containsExactly(TrustedKeys.ISSUER);
    assertThat(judge(first())).isEqualTo(new Verification.Rejected("issuer"));
    assertThat(tokens.authorizationServers()).isEmpty();
  }

  @Test
  void aTokenOfAKeyThatLeftItsFileIsRefused() throws IOException {
    assertThat(judge(first())).isInstanceOf(Verification.Verified.class);
    write(trusted.stranger);

    Trust next = tokens.prepare(both());
    assertThat(next.otherKeyFiles(tokens.trust())).containsExactly("filed");
    assertThat(judge(first())).as("nothing holds yet").isInstanceOf(Verification.Verified.class);
    assertThat(tokens.use(next)).isEmpty();

    assertThat(judge(first())).isEqualTo(new Verification.Rejected("signature"));
  }

  @Test
  void whatIsTheSameForgetsNothing() {
    judge(first());
    assertThat(tokens.use(tokens.prepare(both()))).isEmpty();
    assertThat(known(first())).isTrue();
  }

  @Test
  void anIssuerThatDidNotChangeIsNotAskedAgain() throws IOException {
    judge(second());
    write(trusted.stranger);
    tokens.use(tokens.prepare(both()));
    assertThat(known(second())).isFalse();
    assertThat(judge(second())).isInstanceOf(Verification.Verified.class);
    assertThat(fetches).hasValue(1);
  }

  @Test
  void aBrokenKeyFileIsRefusedAndChangesNothing() throws IOException {
    judge(first());
    Files.writeString(folder.resolve("keys.json"), "{");
    assertThatThrownBy(() -> tokens.prepare(both()))
        .isInstanceOfSatisfying(
            IssuerRefused.class,
            refused -> assertThat(refused.line()).startsWith("issuers.filed.jwks: "));
    assertThat(known(first())).isTrue();
  }

  @Test
  void aTokenOnItsWayIsNotRememberedUnderTheNextTrust() {
    TokenVerifier verifier = tokens.verifier();
    String token = first();
    verifier.verify(token, VerifiedTokens.digest(token));
    verifier.trust(List.of(), Trust.NONE.opaque());
    assertThat(known(token)).isFalse();
  }

  @Test
  void measuresOnlyTheIssuersThereAre() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    tokens.metrics().bindTo(registry);
    assertThat(registry.find("doorward.issuer.key.fetches").meters()).hasSize(1);

    tokens.use(tokens.prepare(Map.of("elsewhere", remote("/other"))));
    assertThat(
            registry.get("doorward.issuer.key.fetches").functionCounter().getId().getTag("issuer"))
        .isEqualTo("elsewhere");
    assertThat(registry.getMeters()).hasSize(3);

    tokens.use(tokens.prepare(Map.of()));
    assertThat(registry.getMeters()).isEmpty();
  }
}
