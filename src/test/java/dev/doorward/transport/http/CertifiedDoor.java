package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.limit.Network;
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
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// A running door that knows clients by their certificates, with authorities that sign them.
final class CertifiedDoor implements AutoCloseable {
  static final String BUILDER = "spiffe://example.org/ci/builder";

  private static final String AUTHORITY = "CN=Clients";

  final ApiKey key = ApiKey.random(new SecureRandom());
  final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  final TestCertificates server;
  final TestAuthority ours;
  // It calls itself the same: only its key tells it apart.
  final TestAuthority impostor;
  final BoundTokens tokens;
  final KeyStore builder;
  final KeyStore other;
  final HttpDoor door;
  // What the door that was opened last accepts.
  AccessTokens accepted;

  private final Path folder;
  final AuditTape tape = new AuditTape();

  CertifiedDoor(Path folder) throws Exception {
    this.folder = folder;
    server = TestCertificates.make(folder, "server");
    ours = TestAuthority.make(folder, "ours", AUTHORITY);
    impostor = TestAuthority.make(folder, "impostor", AUTHORITY);
    tokens = new BoundTokens();
    builder = ours.issue("CN=builder", "uri:" + BUILDER);
    other = ours.issue("CN=other", "uri:spiffe://example.org/ci/other");
    door = open(tape.beans());
  }

  /// One more door with the same clients.
  HttpDoor open(List<Object> beans) throws Exception {
    return open(beans, List.of());
  }

  /// The same, behind trusted proxies.
  HttpDoor open(List<Object> beans, List<Network> proxies) throws Exception {
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
    accepted =
        tokens
            .accepted(folder)
            .and(
                ApiKeys.of(
                    ApiKeySettings.DEFAULTS,
                    Map.of(
                        "bot",
                        new ApiKeyProfile(
                            key.hash(), Set.of(Role.USER), Set.of(), Optional.empty(), "bot")),
                    InstantSource.system()))
            .and(
                ClientCertificates.of(
                    Map.of(
                        "builder", profile(BUILDER, Optional.of(ours.certificate())),
                        "second", profile("spiffe://example.org/ci/second", Optional.empty()),
                        "host", profile("builder.example.org", Optional.empty())),
                    () -> Instant.now().plus(ahead.get())));
    return HttpDoor.open(
        RawDoor.loopback(ConnectionSettings.DEFAULTS, tls, proxies),
        new CallerEcho(),
        _ -> accepted,
        List.of(Scope.TOOLS_READ),
        beans);
  }

  static ClientCertificateProfile profile(String san, Optional<Path> authority) {
    return new ClientCertificateProfile(
        CertificateName.parse(san).orElseThrow(),
        authority,
        Set.of(Role.SERVICE),
        Set.of(Scope.TOOLS_CALL),
        "ci");
  }

  HttpResponse<String> ask(KeyStore own, String... headers) throws Exception {
    try (HttpClient client =
        CertifiedClients.showing(Optional.of(own), server, HttpClient.Version.HTTP_1_1)) {
      return CertifiedClients.ask(client, door, headers);
    }
  }

  HttpResponse<String> askBare(String... headers) throws Exception {
    try (HttpClient client =
        CertifiedClients.showing(Optional.empty(), server, HttpClient.Version.HTTP_1_1)) {
      return CertifiedClients.ask(client, door, headers);
    }
  }

  void requireChallenged(HttpResponse<String> response, String reason) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().allValues("www-authenticate"))
        .singleElement()
        .asString()
        .startsWith("Bearer resource_metadata=")
        .doesNotContain("error=");
    assertThat(response.body()).contains("\"code\":\"unauthenticated\"");
    assertThat(tape.from(tape.length() - 1).getFirst().path("reason").asString()).isEqualTo(reason);
  }

  static void requireInvalid(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("www-authenticate").orElse(""))
        .endsWith("error=\"invalid_token\"");
  }

  @Override
  public void close() {
    door.close();
  }
}
