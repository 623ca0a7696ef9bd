package dev.doorward.transport.http.tls;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.ssl.CertificateProvider;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.KeyStore;
import org.reactivestreams.Publisher;

/// Hands the framework the watched certificates. It makes a new TLS context of each; connections
/// that are open keep theirs.
@Singleton
@Named(DoorCertificates.NAME)
@Requires(bean = CertificateWatch.class)
public final class DoorCertificates implements CertificateProvider {
  /// What listeners call it.
  public static final String NAME = "door";

  private final CertificateWatch watch;

  DoorCertificates(CertificateWatch watch) {
    this.watch = watch;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public Publisher<KeyStore> getKeyStore() {
    return watch.keys();
  }

  @Override
  public Publisher<KeyStore> getTrustStore() {
    return watch.authorities();
  }
}
