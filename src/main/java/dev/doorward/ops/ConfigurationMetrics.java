package dev.doorward.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/// Counts what became of changed settings: `doorward_configuration_reloads_total` by result, and
/// `doorward_configuration_reload_failed`.
@Singleton
@Requires(bean = Reloads.class)
final class ConfigurationMetrics implements MeterBinder {
  private final Reloads reloads;

  ConfigurationMetrics(Reloads reloads) {
    this.reloads = reloads;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("doorward.configuration.reloads", reloads, Reloads::allTaken)
        .description("Changed configurations by what became of them")
        .tag("result", "completed")
        .register(registry);
    FunctionCounter.builder("doorward.configuration.reloads", reloads, Reloads::allRefused)
        .description("Changed configurations by what became of them")
        .tag("result", "refused")
        .register(registry);
    Gauge.builder("doorward.configuration.reload.failed", reloads, now -> now.failing() ? 1 : 0)
        .description("1 while the configuration cannot be used and an older one holds")
        .register(registry);
  }
}
