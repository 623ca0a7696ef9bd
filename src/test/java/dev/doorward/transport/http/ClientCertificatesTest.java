package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.block.Block;
import dev.doorward.block.BlockFile;
import dev.doorward.block.Blocks;
import dev.doorward.caller.CallerId;
import dev.doorward.limit.AddressLimiter;
import dev.doorward.limit.LimitSettings;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.ApiKeySettings;
import dev.doorward.transport.http.auth.BoundTokens;
import dev.doorward.transport.http.auth.ClientCertificateProfile;
import dev.doorward.transport.http.auth.IssuerRefused;
import dev.doorward.transport.http.auth.Machines;
import dev.doorward.transport.http.tls.TestAuthority;
import dev.doorward.transport.http.tls.TestCertificates;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients that show certificates to a running door: who is known by one, and who is not.
final class ClientCertificatesTest {
  private static final String BUILDER = CertifiedDoor.BUILDER;

  @TempDir static Path folder;
  private static CertifiedDoor house;

  @BeforeAll
  static void open() throws Exception {
    house = new CertifiedDoor(folder);
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @BeforeEach
  void resetTheClock() {
    house.ahead.set(Duration.ZERO);
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aCertificateNamesItsCaller(HttpClient.Version version) throws Exception {
    int told = house.tape.length();
    try (HttpClient client =
        CertifiedClients.showing(Optional.of(house.builder), house.server, version)) {
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> response = CertifiedClients.ask(client, house.door);

        assertThat(response.version()).isEqualTo(version);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
            .isEqualTo(
                "issuer=client-certificate subject=builder roles=[service] scopes=[mcp:tools.call]"
                    + " client=ci credential="
                    + BoundTokens.thumbprint(TestAuthority.leaf(house.builder)));
      }
    }
    // Once for the connection.
    assertThat(house.tape.from(told))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("event").asString()).isEqualTo("authentication");
              assertThat(line.path("decision").asString()).isEqualTo("accepted");
              assertThat(line.path("subject").asString()).isEqualTo("builder");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "dns:BUILDER.Example.ORG, host",
    "'dns:builder.example.org,dns:also.example.org,ip:127.0.0.1', host",
    "'uri:spiffe://example.org/ci/second,dns:else.example.org', second"
  })
  void anyOfItsNamesWillDo(String names, String subject) throws Exception {
    assertThat(house.ask(house.ours.issue("CN=x", names)).body())
        .contains("subject=" + subject + " ");
  }

  @Test
  void aClientThatIsKnownNoMoreIsRefusedOnTheConnectionItHasAndItsStreamEnds() throws Exception {
    try (HttpDoor door = house.open(QuietHouse.beans());
        HttpClient client =
            CertifiedClients.showing(
                Optional.of(house.builder), house.server, HttpClient.Version.HTTP_1_1)) {
      AccessTokens accepted = house.accepted;
      assertThat(CertifiedClients.ask(client, door).statusCode()).isEqualTo(200);
      HttpResponse<InputStream> stream = CertifiedClients.stream(client, door);
      assertThat(stream.statusCode()).isEqualTo(200);

      assertThat(accepted.use(accepted.prepare(ApiKeySettings.DEFAULTS, Map.of(), Map.of())))
          .contains(new CallerId("client-certificate", "builder"), new CallerId("api-key", "bot"));

      // Blocks until the server ends it; the test would hang if it never did.
      stream.body().readAllBytes();
      assertThat(CertifiedClients.ask(client, door).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void anAuthorityInTheSameFileCanBeAnother() throws Exception {
    Path file = folder.resolve("pinned.pem");
    Files.copy(house.ours.certificate(), file, StandardCopyOption.REPLACE_EXISTING);
    Map<String, ClientCertificateProfile> profiles =
        Map.of("builder", CertifiedDoor.profile(BUILDER, Optional.of(file)));
    try (HttpDoor door = house.open(QuietHouse.beans())) {
      AccessTokens accepted = house.accepted;
      Machines before = accepted.prepare(ApiKeySettings.DEFAULTS, Map.of(), profiles);
      accepted.use(before);
      assertThat(asBuilder(door)).isEqualTo(200);

      Files.copy(house.impostor.certificate(), file, StandardCopyOption.REPLACE_EXISTING);
      Machines next = accepted.prepare(ApiKeySettings.DEFAULTS, Map.of(), profiles);
      assertThat(next.otherAuthorities(before)).containsExactly("builder");
      assertThat(accepted.use(next)).isEmpty();
      assertThat(asBuilder(door)).isEqualTo(401);

      Files.writeString(file, "none");
      assertThatThrownBy(() -> accepted.prepare(ApiKeySettings.DEFAULTS, Map.of(), profiles))
          .isInstanceOf(IssuerRefused.class);
      assertThat(asBuilder(door)).isEqualTo(401);
    }
  }

  private static int asBuilder(HttpDoor door) throws Exception {
    try (HttpClient client =
        CertifiedClients.showing(
            Optional.of(house.builder), house.server, HttpClient.Version.HTTP_1_1)) {
      return CertifiedClients.ask(client, door).statusCode();
    }
  }

  @Test
  void aTokenOrKeyCountsMoreThanTheCertificate() throws Exception {
    assertThat(house.ask(house.builder, "Authorization", "Bearer " + house.tokens.may("")).body())
        .contains("subject=alice");
    assertThat(house.ask(house.builder, "X-API-Key", house.key.text()).body())
        .contains("subject=bot");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=builder.example.org | '' | certificate_unknown",
        "CN=x | uri:spiffe://example.org/ci/builder2,email:x@builder.example.org | certificate_unknown",
        "CN=x | dns:a.builder.example.org,dns:*.example.org | certificate_unknown",
        "CN=x | uri:spiffe://example.org/ci/builder,uri:https://more.example.org/ | certificate_ambiguous",
        "CN=x | uri:spiffe://example.org/ci/builder,dns:builder.example.org | certificate_ambiguous"
      })
  void aCertificateThatNamesNobodyIsNotEnough(String subject, String names, String reason)
      throws Exception {
    house.requireChallenged(house.ask(house.ours.issue(subject, names)), reason);
  }

  @Test
  void anAuthorityDoesNotSpeakForItself() throws Exception {
    house.requireChallenged(
        house.ask(house.ours.issue("CN=x", "uri:" + BUILDER, "-ext", "bc:c")),
        "certificate_authority");
  }

  @Test
  void noneIsNotEnough() throws Exception {
    house.requireChallenged(house.askBare(), "no_credential");
  }

  @Test
  void thePinnedAuthorityAloneVouchesWhateverIsSentAlong() throws Exception {
    KeyStore forged = house.impostor.issue("CN=builder", "uri:" + BUILDER);
    KeyStore decorated =
        TestAuthority.store(
            forged.getKey("door", TestCertificates.PASSWORD.toCharArray()),
            forged.getCertificate("door"),
            house.builder.getCertificateChain("door")[1]);

    house.requireChallenged(house.ask(forged), "certificate_issuer");
    house.requireChallenged(house.ask(decorated), "certificate_issuer");
    // Where none is pinned, any trusted one vouches.
    assertThat(
            house
                .ask(house.impostor.issue("CN=x", "uri:spiffe://example.org/ci/second"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aCertificateEndsWhileItsConnectionIsOpen() throws Exception {
    try (HttpClient client =
        CertifiedClients.showing(
            Optional.of(house.builder), house.server, HttpClient.Version.HTTP_2)) {
      assertThat(CertifiedClients.ask(client, house.door).statusCode()).isEqualTo(200);
      house.ahead.set(Duration.ofDays(3));
      house.requireChallenged(CertifiedClients.ask(client, house.door), "certificate_expired");
      house.ahead.set(Duration.ofDays(-1));
      house.requireChallenged(CertifiedClients.ask(client, house.door), "certificate_expired");
    }
  }

  @Test
  void aBadCredentialIsNotMadeGoodByACertificate() throws Exception {
    for (String[] headers :
        List.of(
            new String[] {"Authorization", "Bearer nonsense"},
            new String[] {"Authorization", "Basic eDp5"},
            new String[] {"Authorization", "Bearer " + house.key.text() + "x"},
            new String[] {"X-API-Key", "nonsense"})) {
      HttpResponse<String> response = house.ask(house.builder, headers);

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().firstValue("www-authenticate").orElse(""))
          .endsWith("error=\"invalid_token\"");
    }
  }

  @Test
  void headersOfProxiesNameNobody() throws Exception {
    house.requireChallenged(
        house.askBare(
            "X-Client-Cert", "x", "X-Forwarded-Client-Cert", "URI=" + BUILDER, "Client-Cert", "x"),
        "no_credential");
  }

  @Test
  void aCertificateThatNamesNobodyCountsTowardsNoLockOut() throws Exception {
    KeyStore nobody = house.ours.issue("CN=x", "dns:nobody.example.org");
    List<Object> beans = new ArrayList<>(QuietHouse.beans());
    beans.removeIf(AddressLimiter.class::isInstance);
    beans.add(new AddressLimiter(LimitSettings.DEFAULTS, () -> 0L));
    try (HttpDoor strict = house.open(beans);
        HttpClient client =
            CertifiedClients.showing(
                Optional.of(nobody), house.server, HttpClient.Version.HTTP_2)) {
      for (int i = 0; i <= LimitSettings.DEFAULTS.lockoutFailures(); i++) {
        assertThat(CertifiedClients.ask(client, strict).statusCode()).isEqualTo(401);
      }
      assertThat(CertifiedClients.ask(client, strict, "X-API-Key", "bad").statusCode())
          .isEqualTo(401);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Block.Kind.class,
      names = {"SUBJECT", "TOKEN"})
  void aBlockedClientIsRefused(Block.Kind kind, @TempDir Path data) throws Exception {
    Instant now = Instant.now();
    String value =
        kind == Block.Kind.SUBJECT
            ? "builder"
            : BoundTokens.thumbprint(TestAuthority.leaf(house.builder));
    new BlockFile(data)
        .add(
            new Block(
                new Block.Target(kind, value, Optional.empty()),
                "stolen",
                now,
                now.plus(Duration.ofHours(1))),
            now);
    List<Object> beans = new ArrayList<>(QuietHouse.beans());
    beans.removeIf(Blocks.class::isInstance);
    try (Blocks blocks = new Blocks(data, InstantSource.system());
        HttpClient client =
            CertifiedClients.showing(
                Optional.of(house.builder), house.server, HttpClient.Version.HTTP_2)) {
      beans.add(blocks);
      try (HttpDoor guarded = house.open(beans)) {
        HttpResponse<String> response = CertifiedClients.ask(client, guarded);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("\"code\":\"blocked\"");
      }
    }
  }
}
