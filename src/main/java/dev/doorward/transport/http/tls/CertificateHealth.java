package dev.doorward.transport.http.tls;

import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// Says `EXPIRED_CERTIFICATE` when the certificate in use has ended, and `STALE_CERTIFICATE` while
/// the files hold another that cannot be used. Calls of clients that take it are served all the
/// same.
@Singleton
@Readiness
@Requires(bean = CertificateWatch.class)
final class CertificateHealth implements HealthIndicator {
  private static final HealthStatus EXPIRED =
      new HealthStatus("EXPIRED_CERTIFICATE", "the certificate has ended", null, 500);
  private static final HealthStatus STALE =
      new HealthStatus("STALE_CERTIFICATE", "the new certificate cannot be used", null, 500);

  private final CertificateWatch watch;

  CertificateHealth(CertificateWatch watch) {
    this.watch = watch;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    HealthStatus status = watch.expired() ? EXPIRED : watch.stale() ? STALE : HealthStatus.UP;
    return Mono.just(HealthResult.builder("certificate", status).build());
  }
}
