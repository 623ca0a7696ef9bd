package dev.doorward.ops;

import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// Says `DANGEROUS_START` for as long as the server runs, once a start rule was set aside. Calls
/// are served all the same; whoever watches must not be able to overlook it.
@Singleton
@Readiness
@Requires(beans = AcceptedDangers.class)
final class DangersHealth implements HealthIndicator {
  // Less than what is wrong right now, more than UP: see BlocksHealth.
  static final HealthStatus DANGEROUS =
      new HealthStatus("DANGEROUS_START", "a start rule was set aside by a flag", null, 400);

  private final AcceptedDangers dangers;

  DangersHealth(AcceptedDangers dangers) {
    this.dangers = dangers;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.just(HealthResult.builder("dangers", DANGEROUS).details(dangers.flags()).build());
  }
}
