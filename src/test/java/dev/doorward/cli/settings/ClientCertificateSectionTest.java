package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.Settings;
import dev.doorward.transport.http.auth.CertificateName;
import dev.doorward.transport.http.auth.ClientCertificateProfile;
import dev.doorward.transport.http.auth.ClientCertificates;
import dev.doorward.transport.http.auth.IssuerRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientCertificateSectionTest {
  private static final String TLS =
      "http: {tls: {certificate: a.crt, key: a.key, client-ca: ca.crt}}\n";

  @TempDir Path folder;

  @Test
  void readsAProfile() throws IOException {
    Path authority = Files.writeString(folder.resolve("ca.pem"), "x");
    Settings settings =
        read(
            TLS
                + """
                client-certificates:
                  builder:
                    san: spiffe://example.org/ci/builder
                    authority: %s
                    roles: service
                    scopes: [mcp:tools.call]
                  host: {san: Builder.Example.Org, roles: user, scopes: [], client: probe}
                """
                    .formatted(authority));

    ClientCertificateProfile builder = settings.clientCertificates().get("builder");
    assertThat(builder.san().kind()).isEqualTo(CertificateName.Kind.URI);
    assertThat(builder.authority()).contains(authority);
    assertThat(builder.client()).isEqualTo("builder");
    ClientCertificateProfile host = settings.clientCertificates().get("host");
    assertThat(host.san()).hasToString("builder.example.org");
    assertThat(host.client()).isEqualTo("probe");
    assertThat(settings.knowsMachines()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: {roles: user, scopes: []}}                                          | client-certificates.a.san
          {a: {san: '*.example.org', roles: user, scopes: []}}                    | is no name of a client
          {a: {san: 'spiffe://example.org/*', roles: user, scopes: []}}           | is no name of a client
          {a: {san: 'CN=builder', roles: user, scopes: []}}                       | is no name of a client
          {a: {san: 'a b', roles: user, scopes: []}}                              | is no name of a client
          {a: {san: '.example.org', roles: user, scopes: []}}                     | is no name of a client
          {a: {san: b.example, scopes: []}}                                       | client-certificates.a.roles
          {a: {san: b.example, roles: user}}                                      | client-certificates.a.scopes
          {a: {san: b.example, roles: user, scopes: [], issuer: x}}               | there is no such key
          {a: {san: b.example, roles: user, scopes: [], authority: /not/there}}   | client-certificates.a.authority
          {a: {san: b.example, roles: user, scopes: []}, b: {san: B.example, roles: user, scopes: []}} | 'a' has the same name
          """)
  void refusesAProfileAndSaysWhichPart(String profiles, String text) {
    refuses(TLS + "client-certificates: " + profiles + "\n", text);
  }

  @Test
  void refusesToWaitForCertificatesNobodyIsAskedFor() {
    refuses(
        "client-certificates: {a: {san: b.example, roles: user, scopes: []}}\n",
        "nobody is asked for a certificate");
    refuses(
        "issuers: {a: {issuer: https://a.example/, jwks: https://a.example/keys,"
            + " certificate-bound: true}}\n",
        "issuers.a.certificate-bound");
    refuses(
        TLS
            + "issuers: {a: {issuer: https://a.example/, jwks: https://a.example/keys,"
            + " certificate-bound: maybe}}\n",
        "issuers.a.certificate-bound");
  }

  @Test
  void anIssuerMayHaveToBindItsTokens() throws IOException {
    Settings settings =
        read(
            TLS
                + "issuers: {a: {issuer: https://a.example/, jwks: https://a.example/keys,"
                + " certificate-bound: true}}\n");

    assertThat(settings.issuers().get("a").certificateBound()).isTrue();
  }

  @Test
  void refusesAnAuthorityThatIsNone() throws IOException {
    Path authority = Files.writeString(folder.resolve("ca.pem"), "x");
    Settings settings =
        read(
            TLS
                + "client-certificates: {a: {san: b.example, roles: user, scopes: [], authority: "
                + authority
                + "}}\n");

    assertThatThrownBy(
            () -> ClientCertificates.of(settings.clientCertificates(), InstantSource.system()))
        .isInstanceOfSatisfying(
            IssuerRefused.class,
            refused ->
                assertThat(refused.line()).startsWith("client-certificates.a.authority: the file"));
  }

  private void refuses(String configuration, String text) {
    assertThatThrownBy(() -> read(configuration))
        .isInstanceOfSatisfying(
            SettingsRefused.class, refused -> assertThat(refused.line()).contains(text));
  }

  private Settings read(String configuration) throws IOException {
    Path file = Files.writeString(folder.resolve("doorward.yml"), configuration);
    return new StartSettings(Map.of(), folder, Optional.empty())
        .read(Optional.of(file.toString()), Map.of());
  }
}
