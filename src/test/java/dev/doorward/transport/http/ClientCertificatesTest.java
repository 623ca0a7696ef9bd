package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.audit.AuditSink;
import dev.doorward.audit.AuditTrail;
import dev.doorward.block.Block;
import dev.doorward.block.BlockFile;
import dev.doorward.block.Blocks;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.ApiKey;
import dev.doorward.transport.http.auth.ApiKeyProfile;
import dev.doorward.transport.http.auth.ApiKeySettings;
import dev.doorward.transport.http.auth.ApiKeys;
import dev.doorward.transport.http.auth.BoundTokens;
import dev.doorward.transport.http.auth.CertificateName;
import dev.doorward.transport.http.auth.ClientCertificateProfile;
import dev.doorward.transport.http.auth.ClientCertificates;
import dev.doorward.transport.http.tls.TestAuthority;
import dev.doorward.transport.http.tls.TestCertificates;
import dev.doorward.transport.http.tls.TlsSettings;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Clients that show certificates to a running door: who is known by one, who is not, and which
/// tokens are good on whose connection.
final class ClientCertificatesTest {
  private static final String AUTHORITY = "CN=Clients";
  private static final String BUILDER = "spiffe://example.org/ci/builder";
  private static final ApiKey KEY = ApiKey.random(new SecureRandom());

  @TempDir static Path folder;
  private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);
  private static final ByteArrayOutputStream AUDIT = new ByteArrayOutputStream();
  private static final AtomicLong MINUTES = new AtomicLong();
  private static TestCertificates server;
  private static TestAuthority ours;
  private static TestAuthority impostor;
  private static BoundTokens tokens;
  private static KeyStore builder;
  private static KeyStore other;
  private static HttpDoor door;

  @BeforeAll
  static void open() throws Exception {
    server = TestCertificates.make(folder, "server");
    ours = TestAuthority.make(folder, "ours", AUTHORITY);
    // It calls itself the same: only its key tells it apart.
    impostor = TestAuthority.make(folder, "impostor", AUTHORITY);
    tokens = new BoundTokens();
    builder = ours.issue("CN=builder", "uri:" + BUILDER);
    other = ours.issue("CN=other", "uri:spiffe://example.org/ci/other");
    List<Object> beans = new ArrayList<>(QuietHouse.beans());
    beans.removeIf(AuditTrail.class::isInstance);
    // Each line has a minute of its own, so that none is only counted.
    beans.add(
        new AuditTrail(
            new AuditSink.ToStream(AUDIT),
            () -> Instant.EPOCH.plus(Duration.ofMinutes(MINUTES.incrementAndGet()))));
    door = door(beans);
  }

  private static HttpDoor door(List<Object> beans) throws Exception {
    Path authorities = folder.resolve("authorities.pem");
    Files.writeString(
        authorities,
        Files.readString(ours.certificate()) + Files.readString(impostor.certificate()));
    TlsSettings tls =
        new TlsSettings(
            Optional.of(server.certificate()),
            Optional.of(server.key()),
            Optional.of(authorities),
            TlsSettings.ClientCertificates.OPTIONAL,
            false);
    AccessTokens accepted =
        tokens
            .accepted(folder)
            .and(
                ApiKeys.of(
                    ApiKeySettings.DEFAULTS,
                    Map.of(
                        "bot",
                        new ApiKeyProfile(
                            KEY.hash(), Set.of(Role.USER), Set.of(), Optional.empty(), "bot")),
                    InstantSource.system()))
            .and(
                ClientCertificates.of(
                    Map.of(
                        "builder", profile(BUILDER, Optional.of(ours.certificate())),
                        "second", profile("spiffe://example.org/ci/second", Optional.empty()),
                        "host", profile("builder.example.org", Optional.empty())),
                    () -> Instant.now().plus(AHEAD.get())));
    return HttpDoor.open(
        RawDoor.loopback(ConnectionSettings.DEFAULTS, tls),
        new CallerEcho(),
        _ -> accepted,
        List.of(Scope.TOOLS_READ),
        beans);
  }

  private static ClientCertificateProfile profile(String san, Optional<Path> authority) {
    return new ClientCertificateProfile(
        CertificateName.parse(san).orElseThrow(),
        authority,
        Set.of(Role.SERVICE),
        Set.of(Scope.TOOLS_CALL),
        "ci");
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @BeforeEach
  void resetTheClock() {
    AHEAD.set(Duration.ZERO);
  }

  private static HttpResponse<String> ask(KeyStore own, String... headers) throws Exception {
    try (HttpClient client =
        CertifiedClients.showing(Optional.of(own), server, HttpClient.Version.HTTP_1_1)) {
      return CertifiedClients.ask(client, door, headers);
    }
  }

  private static HttpResponse<String> askBare(String... headers) throws Exception {
    try (HttpClient client =
        CertifiedClients.showing(Optional.empty(), server, HttpClient.Version.HTTP_1_1)) {
      return CertifiedClients.ask(client, door, headers);
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aCertificateNamesItsCaller(HttpClient.Version version) throws Exception {
    try (HttpClient client = CertifiedClients.showing(Optional.of(builder), server, version)) {
      for (int i = 0; i < 3; i++) {
        HttpResponse<String> response = CertifiedClients.ask(client, door);

        assertThat(response.version()).isEqualTo(version);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
            .isEqualTo(
                "issuer=client-certificate subject=builder roles=[service] scopes=[mcp:tools.call]"
                    + " client=ci credential="
                    + BoundTokens.thumbprint(TestAuthority.leaf(builder)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dns:BUILDER.Example.ORG, host",
    "'dns:builder.example.org,dns:also.example.org,ip:127.0.0.1', host",
    "'uri:spiffe://example.org/ci/second,dns:else.example.org', second"
  })
  void anyOfItsNamesWillDo(String names, String subject) throws Exception {
    assertThat(ask(ours.issue("CN=x", names)).body()).contains("subject=" + subject + " ");
  }

  @Test
  void aTokenOrKeyCountsMoreThanTheCertificate() throws Exception {
    assertThat(ask(builder, "Authorization", "Bearer " + tokens.may("")).body())
        .contains("subject=alice");
    assertThat(ask(builder, "X-API-Key", KEY.text()).body()).contains("subject=bot");
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
    requireChallenged(ask(ours.issue(subject, names)), reason);
  }

  private static void requireChallenged(HttpResponse<String> response, String reason) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().allValues("www-authenticate"))
        .singleElement()
        .asString()
        .startsWith("Bearer resource_metadata=")
        .doesNotContain("error=");
    assertThat(response.body()).contains("\"code\":\"unauthenticated\"");
    assertThat(AUDIT.toString(StandardCharsets.UTF_8).lines().toList().getLast())
        .contains("\"reason\":\"" + reason + "\"");
  }

  @Test
  void anAuthorityDoesNotSpeakForItself() throws Exception {
    requireChallenged(
        ask(ours.issue("CN=x", "uri:" + BUILDER, "-ext", "bc:c")), "certificate_authority");
  }

  @Test
  void noneIsNotEnough() throws Exception {
    requireChallenged(askBare(), "no_credential");
  }

  @Test
  void thePinnedAuthorityAloneVouchesWhateverIsSentAlong() throws Exception {
    KeyStore forged = impostor.issue("CN=builder", "uri:" + BUILDER);
    KeyStore decorated =
        TestAuthority.store(
            forged.getKey("door", TestCertificates.PASSWORD.toCharArray()),
            forged.getCertificate("door"),
            builder.getCertificateChain("door")[1]);

    requireChallenged(ask(forged), "certificate_issuer");
    requireChallenged(ask(decorated), "certificate_issuer");
    // Where none is pinned, any trusted one vouches.
    assertThat(ask(impostor.issue("CN=x", "uri:spiffe://example.org/ci/second")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aCertificateEndsWhileItsConnectionIsOpen() throws Exception {
    try (HttpClient client =
        CertifiedClients.showing(Optional.of(builder), server, HttpClient.Version.HTTP_2)) {
      assertThat(CertifiedClients.ask(client, door).statusCode()).isEqualTo(200);
      AHEAD.set(Duration.ofDays(3));
      requireChallenged(CertifiedClients.ask(client, door), "certificate_expired");
      AHEAD.set(Duration.ofDays(-1));
      requireChallenged(CertifiedClients.ask(client, door), "certificate_expired");
    }
  }

  @Test
  void aBadCredentialIsNotMadeGoodByACertificate() throws Exception {
    for (String[] headers :
        List.of(
            new String[] {"Authorization", "Bearer nonsense"},
            new String[] {"Authorization", "Basic eDp5"},
            new String[] {"Authorization", "Bearer " + KEY.text() + "x"},
            new String[] {"X-API-Key", "nonsense"})) {
      HttpResponse<String> response = ask(builder, headers);

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().firstValue("www-authenticate").orElse(""))
          .endsWith("error=\"invalid_token\"");
    }
  }

  @Test
  void headersOfProxiesNameNobody() throws Exception {
    requireChallenged(
        askBare(
            "X-Client-Cert", "x", "X-Forwarded-Client-Cert", "URI=" + BUILDER, "Client-Cert", "x"),
        "no_credential");
  }

  @Test
  void anOwnerOfNoMappedCertificateIsNotLockedOut() throws Exception {
    KeyStore nobody = ours.issue("CN=x", "dns:nobody.example.org");
    try (HttpClient client =
        CertifiedClients.showing(Optional.of(nobody), server, HttpClient.Version.HTTP_2)) {
      for (int i = 0; i < 25; i++) {
        requireChallenged(CertifiedClients.ask(client, door), "certificate_unknown");
      }
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
            : BoundTokens.thumbprint(TestAuthority.leaf(builder));
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
            CertifiedClients.showing(Optional.of(builder), server, HttpClient.Version.HTTP_2)) {
      beans.add(blocks);
      try (HttpDoor guarded = door(beans)) {
        HttpResponse<String> response = CertifiedClients.ask(client, guarded);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("\"code\":\"blocked\"");
      }
    }
  }

  @Test
  void aBoundTokenIsGoodOnItsOwnConnectionsOnly() throws Exception {
    for (String token :
        List.of(
            tokens.may(BoundTokens.to(TestAuthority.leaf(builder))),
            tokens.must(BoundTokens.to(TestAuthority.leaf(builder))))) {
      String bearer = "Bearer " + token;

      // Refused before anything is known of it, and after it was found good elsewhere.
      requireInvalid(ask(other, "Authorization", bearer));
      for (int i = 0; i < 2; i++) {
        assertThat(ask(builder, "Authorization", bearer).body()).contains("subject=alice");
        requireInvalid(ask(other, "Authorization", bearer));
        requireInvalid(askBare("Authorization", bearer));
      }
    }
  }

  static List<String> unproven() throws Exception {
    String thumbprint = BoundTokens.thumbprint(TestAuthority.leaf(builder));
    return List.of(
        "{}",
        "null",
        "[]",
        "\"" + thumbprint + "\"",
        "{\"jkt\":\"" + thumbprint + "\"}",
        "{\"jkt\":\"x\",\"x5t#S256\":\"" + thumbprint + "\"}",
        "{\"x5t#S256\":\"" + thumbprint + "=\"}",
        "{\"x5t#S256\":\"" + thumbprint.substring(1) + "\"}",
        "{\"x5t#S256\":[\"" + thumbprint + "\"]}",
        "{\"x5t#S256\":null}",
        "{\"x5t#S256\":\"\"}",
        "{\"x5t\":\"" + thumbprint + "\"}",
        "{\"X5T#S256\":\"" + thumbprint + "\"}");
  }

  @ParameterizedTest
  @MethodSource("unproven")
  void aBindingThatIsNotUnderstoodIsNoneThatHolds(String confirmation) throws Exception {
    requireInvalid(ask(builder, "Authorization", "Bearer " + tokens.may(confirmation)));
  }

  @Test
  void anIssuerThatMustBindIsNotBelievedWithout() throws Exception {
    requireInvalid(ask(builder, "Authorization", "Bearer " + tokens.must("")));
    requireInvalid(askBare("Authorization", "Bearer " + tokens.must("")));
  }

  private static void requireInvalid(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("www-authenticate").orElse(""))
        .endsWith("error=\"invalid_token\"");
  }

  @Test
  void tellsThatTokensMayBeBound() throws Exception {
    try (HttpClient client =
        CertifiedClients.showing(Optional.empty(), server, HttpClient.Version.HTTP_2)) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      "https://localhost:"
                          + door.port()
                          + "/.well-known/oauth-protected-resource/mcp"))
              .build();

      assertThat(client.send(request, BodyHandlers.ofString()).body())
          .contains("\"tls_client_certificate_bound_access_tokens\":true");
    }
  }
}
