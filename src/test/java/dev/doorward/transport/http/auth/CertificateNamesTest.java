package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.transport.http.tls.TestAuthority;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose a certificate is, by its names alone; the names are ours, the certificate is one for all.
final class CertificateNamesTest {
  private static final ClientCertificates CLIENTS =
      ClientCertificates.of(
          Map.of(
              "builder", profile("spiffe://example.org/ci/builder"),
              "second", profile("spiffe://example.org/ci/second"),
              "page", profile("https://example.org/page"),
              "host", profile("builder.example.org")),
          InstantSource.system());

  @TempDir static Path folder;
  private static X509Certificate certificate;

  @BeforeAll
  static void make() throws Exception {
    certificate =
        TestAuthority.leaf(TestAuthority.make(folder, "ca", "CN=ca").issue("CN=x", "dns:x"));
  }

  private static ClientCertificateProfile profile(String san) {
    return new ClientCertificateProfile(
        CertificateName.parse(san).orElseThrow(),
        Optional.empty(),
        Set.of(Role.USER),
        Set.of(Scope.TOOLS_READ),
        "x");
  }

  /// Host names are written with `dns:` before them.
  private static Verification judge(String... names) {
    List<CertificateName> shown = new ArrayList<>();
    for (String name : names) {
      shown.add(
          name.startsWith("dns:")
              ? CertificateName.dns(name.substring(4))
              : CertificateName.uri(name));
    }
    return CLIENTS.judge(new ShownCertificate(certificate, "thumb", shown));
  }

  @ParameterizedTest
  @CsvSource({
    "spiffe://example.org/ci/builder, builder",
    "dns:builder.example.org, host",
    "dns:BUILDER.EXAMPLE.ORG, host",
    "https://example.org/page, page"
  })
  void knowsAClientByItsWholeName(String name, String subject) {
    assertThat(judge(name))
        .isInstanceOfSatisfying(
            Verification.Verified.class,
            found -> assertThat(found.caller().id().subject()).isEqualTo(subject));
  }

  @Test
  void namesThatNobodyHasDoNotMatter() {
    assertThat(judge("https://example.org/page", "https://example.org/x", "dns:x.example"))
        .isInstanceOf(Verification.Verified.class);
    assertThat(judge("spiffe://example.org/ci/builder", "dns:x.example"))
        .isInstanceOf(Verification.Verified.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spiffe://example.org/ci/builder2",
        "spiffe://example.org/ci/builder/",
        "spiffe://example.org/ci/builder/sub",
        "spiffe://example.org/ci/build",
        "spiffe://example.org/ci/Builder",
        "spiffe://Example.org/ci/builder",
        "SPIFFE://example.org/ci/builder",
        "spiffe://example.org/ci/%62uilder",
        "spiffe://example.org//ci/builder",
        "spiffe://example.org/ci/../ci/builder",
        "spiffe://example.org:443/ci/builder",
        "spiffe://example.org.evil/ci/builder",
        "spiffe://example.org/ci/builder?x",
        "spiffe://example.org/ci/builder#x",
        "https://example.org/ci/builder",
        "builder.example.org",
        "dns:spiffe://example.org/ci/builder",
        "dns:a.builder.example.org",
        "dns:builder.example.org.",
        "dns:builder.example.org.evil",
        "dns:*.example.org",
        "dns:*",
        "dns:example.org",
        "dns:builder.example.org\u0000.evil",
        "dns:builder\u3002example.org",
        "dns:"
      })
  void knowsNobodyByAnythingElse(String name) {
    assertThat(judge(name)).isEqualTo(new Verification.Rejected("certificate_unknown"));
  }

  @Test
  void knowsNobodyWithoutAName() {
    assertThat(judge()).isEqualTo(new Verification.Rejected("certificate_unknown"));
  }

  @Test
  void refusesToChooseBetweenTwo() {
    Verification ambiguous = new Verification.Rejected("certificate_ambiguous");

    assertThat(judge("dns:builder.example.org", "https://example.org/page")).isEqualTo(ambiguous);
    assertThat(judge("spiffe://example.org/ci/builder", "spiffe://example.org/ci/second"))
        .isEqualTo(ambiguous);
    assertThat(judge("spiffe://example.org/ci/builder", "https://example.org/x"))
        .isEqualTo(ambiguous);
    assertThat(judge("https://example.org/page", "spiffe://example.org/x")).isEqualTo(ambiguous);
  }
}
