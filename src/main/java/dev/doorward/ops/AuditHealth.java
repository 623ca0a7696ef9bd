package dev.doorward.ops;

import dev.doorward.audit.AuditTrail;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// Not ready while the audit trail cannot be written: every call would be refused.
@Singleton
@Readiness
final class AuditHealth implements HealthIndicator {
  private final AuditTrail audit;

  AuditHealth(AuditTrail audit) {
    this.audit = audit;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.just(
        HealthResult.builder("audit", audit.failing() ? HealthStatus.DOWN : HealthStatus.UP)
            .build());
  }
}
