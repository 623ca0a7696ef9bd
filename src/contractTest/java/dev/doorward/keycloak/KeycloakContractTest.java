package dev.doorward.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.doorward.conformance.ConfiguredServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server that trusts a realm of a real Keycloak: which of its tokens it accepts, what happens
/// when its keys change and when it is away. In this order, because starting Keycloak takes long.
@Tag("long")
@TestMethodOrder(OrderAnnotation.class)
class KeycloakContractTest {
  /// How long to wait for what must come: longer than a fetch of keys is put off.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Pattern SCOPES = Pattern.compile("scope=\"([^\"]*)\"");

  @TempDir private static Path folder;
  private static Keycloak keycloak;
  private static Realm realm;
  private static TrustingServer server;

  @BeforeAll
  static void open() throws Exception {
    keycloak = Keycloak.shared();
    int port = ConfiguredServer.freePort();
    realm = keycloak.realm("tools", "http://127.0.0.1:" + port + "/mcp");
    server = TrustingServer.start(Files.createDirectory(folder.resolve("first")), port, realm);
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  @Order(1)
  void acceptsTheTokenThatIsForItsAddressOnly() throws Exception {
    String token = realm.token();

    SignedJWT parsed = SignedJWT.parse(token);
    assertThat(parsed.getHeader().getType()).isEqualTo(new JOSEObjectType("at+jwt"));
    JWTClaimsSet claims = parsed.getJWTClaimsSet();
    assertThat(claims.getAudience()).containsExactly(realm.resource());
    assertThat(claims.getStringClaim("scope").split(" ")).containsAll(Realm.BASIC);
    HttpResponse<String> answer = server.echo(token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JsonMapper.shared().readTree(answer.body()).at("/result/content/0/text").asString())
        .isEqualTo("hello");
  }

  @Test
  @Order(2)
  void refusesTheTokenThatIsNotForItsAddress() throws Exception {
    String token = realm.token(Realm.BASIC, Optional.empty()).path("access_token").asString();

    assertThat(SignedJWT.parse(token).getJWTClaimsSet().getAudience())
        .isNotEmpty()
        .doesNotContain(realm.resource());
    HttpResponse<String> refused = server.echo(token);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().allValues("WWW-Authenticate"))
        .singleElement()
        .asString()
        .startsWith(
            "Bearer resource_metadata=\""
                + server.address()
                + "/.well-known/oauth-protected-resource/mcp\"")
        .endsWith(", error=\"invalid_token\"");
  }

  @Test
  @Order(3)
  void getsNoTokenForAnAddressNobodyRegistered() throws Exception {
    JsonNode answer = realm.token(Realm.BASIC, Optional.of("https://other.example.org/mcp"));

    assertThat(answer.path("error").asString()).isEqualTo("invalid_target");
    assertThat(answer.has("access_token")).isFalse();
  }

  @Test
  @Order(4)
  void tellsANarrowTokenWhichScopesToAskFor() throws Exception {
    server.assumeScopesDecide();
    String narrow =
        realm
            .token(List.of("mcp:tools.read"), Optional.of(realm.resource()))
            .path("access_token")
            .asString();

    HttpResponse<String> refused = server.echo(narrow);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    String challenge = refused.headers().firstValue("WWW-Authenticate").orElseThrow();
    assertThat(challenge).contains("error=\"insufficient_scope\"");
    Matcher named = SCOPES.matcher(challenge);
    assertThat(named.find()).as(challenge).isTrue();
    String wide =
        realm
            .token(List.of(named.group(1).split(" ")), Optional.of(realm.resource()))
            .path("access_token")
            .asString();
    assertThat(server.echo(wide).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(5)
  void followsANewKeyWithOneFetchAndKeepsTheOldOne() throws Exception {
    String old = realm.token();
    String oldAndUnseen = realm.token();
    assertThat(server.echo(old).statusCode()).isEqualTo(200);
    int before = keycloak.keyFetches();

    realm.rotateKeys(200);
    String fresh = realm.token();

    assertThat(Realm.keyId(fresh)).isNotEqualTo(Realm.keyId(old));
    assertThat(server.echo(fresh).statusCode()).isEqualTo(200);
    await(() -> keycloak.keyFetches() > before);
    assertThat(server.echo(realm.token()).statusCode()).isEqualTo(200);
    assertThat(server.echo(old).statusCode()).isEqualTo(200);
    assertThat(server.echo(oldAndUnseen).statusCode()).isEqualTo(200);
    assertThat(keycloak.keyFetches()).isEqualTo(before + 1);
  }

  @Test
  @Order(6)
  void livesThroughAnOutageWithoutOpening() throws Exception {
    String seen = realm.token();
    String unseen = realm.token();
    assertThat(server.echo(seen).statusCode()).isEqualTo(200);
    realm.rotateKeys(300);
    String unknown = realm.token();
    assertThat(Realm.keyId(unknown)).isNotEqualTo(Realm.keyId(unseen));

    keycloak.stop();

    assertThat(server.echo(seen).statusCode()).isEqualTo(200);
    assertThat(server.echo(unseen).statusCode()).isEqualTo(200);
    for (int i = 0; i < 3; i++) {
      assertThat(server.echo(unknown).statusCode()).isIn(401, 503);
    }
    Path data = Files.createDirectory(folder.resolve("second"));
    try (TrustingServer cold = TrustingServer.start(data, ConfiguredServer.freePort(), realm)) {
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> unavailable = cold.echo(unseen);
        assertThat(unavailable.statusCode()).as(unavailable.body()).isEqualTo(503);
        assertThat(unavailable.headers().firstValue("Retry-After")).isPresent();
        assertThat(unavailable.headers().firstValue("WWW-Authenticate")).isEmpty();
      }

      keycloak.startAgain();

      await(() -> cold.echo(unseen).statusCode() == 200);
      await(() -> cold.echo(unknown).statusCode() == 200);
      await(() -> server.echo(unknown).statusCode() == 200);
      assertThat(server.echo(unseen).statusCode()).isEqualTo(200);
    }
  }

  /// Asks until it is so; what must not be is never asserted this way.
  private static void await(Callable<Boolean> wanted) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!wanted.call()) {
      assertThat(Instant.now()).as("still not so after %s", PATIENCE).isBefore(deadline);
      assertThat(server.livesFor(Duration.ofMillis(500))).as("the server is still there").isTrue();
    }
  }
}
