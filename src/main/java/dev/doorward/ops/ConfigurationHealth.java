package dev.doorward.ops;

import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// Says `STALE_CONFIGURATION` while the written settings cannot be used and older ones hold. Calls
/// are served all the same: a bad edit must not take the server away.
@Singleton
@Readiness
@Requires(bean = Reloads.class)
final class ConfigurationHealth implements HealthIndicator {
  // Said to be operational it would count like UP, and the first of both would be shown.
  private static final HealthStatus STALE =
      new HealthStatus("STALE_CONFIGURATION", "the configuration cannot be used", null, 500);

  private final Reloads reloads;

  ConfigurationHealth(Reloads reloads) {
    this.reloads = reloads;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.just(
        HealthResult.builder("configuration", reloads.failing() ? STALE : HealthStatus.UP).build());
  }
}
