package dev.doorward.transport.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateReaderTest {
  @TempDir static Path folder;
  static TestCertificates ours;
  static TestCertificates other;

  @BeforeAll
  static void make() throws Exception {
    ours = TestCertificates.make(folder, "ours");
    other = TestCertificates.make(folder, "other");
  }

  private static TlsSettings settings(Path certificate, Path key) {
    return settings(certificate, key, Optional.empty());
  }

  private static TlsSettings settings(Path certificate, Path key, Optional<Path> clientCa) {
    return new TlsSettings(
        Optional.of(certificate),
        Optional.of(key),
        clientCa,
        TlsSettings.ClientCertificates.REQUIRED,
        false);
  }

  private static void refuses(TlsSettings settings, Instant now, String key, String words) {
    assertThatThrownBy(() -> CertificateReader.read(settings, now))
        .isInstanceOf(CertificateRefused.class)
        .hasMessageStartingWith(key + ": ")
        .hasMessageContaining(words);
  }

  @Test
  void readsACertificateItsKeyAndTheAuthoritiesOfClients() throws Exception {
    Certificates read =
        CertificateReader.read(
            settings(ours.certificate(), ours.key(), Optional.of(other.certificate())),
            Instant.now());

    assertThat(read.keys().getCertificate("door")).isEqualTo(ours.store().getCertificate("door"));
    assertThat(read.clientAuthorities().orElseThrow().size()).isEqualTo(1);
    assertThat(read.until()).isAfter(Instant.now());
  }

  @Test
  void refusesACertificateOutOfItsTime() {
    TlsSettings settings = settings(ours.certificate(), ours.key());
    refuses(settings, Instant.now().plus(Duration.ofDays(3)), "http.tls.certificate", "expired");
    refuses(
        settings,
        Instant.now().minus(Duration.ofDays(3)),
        "http.tls.certificate",
        "not valid before");
  }

  @Test
  void refusesTheKeyOfAnotherCertificate() {
    refuses(
        settings(ours.certificate(), other.key()),
        Instant.now(),
        "http.tls.key",
        "not the key of the certificate");
  }

  @Test
  void refusesAKeyThatEveryUserMayRead() throws Exception {
    Path open = Files.copy(ours.key(), folder.resolve("open.key"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    refuses(settings(ours.certificate(), open), Instant.now(), "http.tls.key", "chmod o-rwx");

    // Kubernetes mounts secrets for the pod's group.
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("r--r-----"));
    assertThat(CertificateReader.read(settings(ours.certificate(), open), Instant.now()).until())
        .isAfter(Instant.now());
  }

  @Test
  void refusesFilesThatHoldSomethingElse() throws Exception {
    Path junk = Files.writeString(folder.resolve("junk"), "junk\n");
    Files.setPosixFilePermissions(junk, PosixFilePermissions.fromString("rw-------"));
    Path old =
        Files.writeString(
            folder.resolve("old"),
            Files.readString(ours.key()).replace("PRIVATE KEY", "EC PRIVATE KEY"));
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-------"));

    refuses(settings(junk, ours.key()), Instant.now(), "http.tls.certificate", "no certificate");
    refuses(settings(ours.certificate(), junk), Instant.now(), "http.tls.key", "openssl pkcs8");
    refuses(settings(ours.certificate(), old), Instant.now(), "http.tls.key", "openssl pkcs8");
    refuses(
        settings(ours.certificate(), ours.key(), Optional.of(junk)),
        Instant.now(),
        "http.tls.client-ca",
        "no certificate");
    refuses(
        settings(folder.resolve("gone"), ours.key()),
        Instant.now(),
        "http.tls.certificate",
        "cannot be read");
    refuses(
        settings(ours.certificate(), folder.resolve("gone")),
        Instant.now(),
        "http.tls.key",
        "cannot be read");
  }
}
