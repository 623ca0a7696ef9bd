package dev.doorward.transport.http.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.transport.http.pkcs11.TokenRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

final class CertificateWatchTest {
  @TempDir Path folder;

  @Test
  void keepsTheLastGoodCertificateUntilTheFilesFitAgain() throws Exception {
    TestCertificates first = TestCertificates.make(folder, "first");
    TestCertificates second = TestCertificates.make(folder, "second");
    Path certificate = Files.copy(first.certificate(), folder.resolve("tls.crt"));
    Path key =
        Files.copy(first.key(), folder.resolve("tls.key"), StandardCopyOption.COPY_ATTRIBUTES);
    TlsSettings settings =
        new TlsSettings(
            Optional.of(certificate),
            Optional.of(key),
            Optional.empty(),
            TlsSettings.ClientCertificates.REQUIRED,
            false);
    try (CertificateWatch watch = CertificateWatch.start(settings, InstantSource.system())) {
      assertThat(served(watch)).isEqualTo(first.store().getCertificate("door"));

      Files.copy(second.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
      watch.look();
      assertThat(served(watch)).as("half replaced").isEqualTo(first.store().getCertificate("door"));

      Files.copy(
          second.key(),
          key,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
      watch.look();
      assertThat(served(watch)).isEqualTo(second.store().getCertificate("door"));

      Files.delete(certificate);
      watch.look();
      assertThat(served(watch)).as("gone").isEqualTo(second.store().getCertificate("door"));
    }
  }

  @Test
  void saysWhatIsWrongWithTheCertificateForAsLongAsItIs() throws Exception {
    TestCertificates first = TestCertificates.make(folder, "first");
    Path certificate = Files.copy(first.certificate(), folder.resolve("tls.crt"));
    TlsSettings settings =
        new TlsSettings(
            Optional.of(certificate),
            Optional.of(first.key()),
            Optional.empty(),
            TlsSettings.ClientCertificates.REQUIRED,
            false);
    AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    InstantSource clock = () -> Instant.now().plus(ahead.get());
    try (CertificateWatch watch = CertificateWatch.start(settings, clock)) {
      assertThat(status(watch)).isEqualTo("UP");

      Files.writeString(certificate, "none");
      watch.look();
      assertThat(status(watch)).isEqualTo("STALE_CERTIFICATE");
      Files.copy(first.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
      watch.look();
      assertThat(status(watch)).isEqualTo("UP");

      ahead.set(Duration.ofDays(3));
      assertThat(status(watch)).isEqualTo("EXPIRED_CERTIFICATE");
    }
  }

  @Test
  void asksATokenThatWasAwayAgainAfterAWhileAndSaysSoUntilThen() throws Exception {
    TestCertificates first = TestCertificates.make(folder, "first");
    Path certificate = Files.copy(first.certificate(), folder.resolve("tls.crt"));
    TlsSettings settings =
        new TlsSettings(
            Optional.of(certificate),
            Optional.of(first.key()),
            Optional.empty(),
            TlsSettings.ClientCertificates.REQUIRED,
            false);
    AtomicBoolean away = new AtomicBoolean();
    AtomicInteger reads = new AtomicInteger();
    AtomicReference<Instant> time = new AtomicReference<>(Instant.now());
    CertificateWatch.Reading token =
        now -> {
          reads.incrementAndGet();
          if (away.get()) {
            throw new TokenRefused("http.pkcs11.pin", "the token is away; bring it back");
          }
          return CertificateReader.read(settings, now);
        };
    try (CertificateWatch watch = CertificateWatch.start(settings, token, time::get)) {
      away.set(true);
      Files.writeString(certificate, "\n", StandardOpenOption.APPEND);
      for (int i = 0; i < 3; i++) {
        watch.look();
        assertThat(status(watch)).isEqualTo("STALE_CERTIFICATE");
      }
      assertThat(reads).as("at the start and once since").hasValue(2);

      away.set(false);
      time.set(time.get().plus(CertificateWatch.TOKEN_RETRY));
      watch.look();
      assertThat(status(watch)).isEqualTo("UP");
      assertThat(reads).hasValue(3);
    }
  }

  private static String status(CertificateWatch watch) {
    return Flux.from(new CertificateHealth(watch).getResult()).blockFirst().getStatus().getName();
  }

  private static Certificate served(CertificateWatch watch) throws Exception {
    return Flux.from(watch.keys()).blockFirst().getCertificate("door");
  }
}
