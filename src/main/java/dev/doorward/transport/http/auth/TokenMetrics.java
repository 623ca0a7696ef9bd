package dev.doorward.transport.http.auth;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What is measured about the keys of issuers. The label is the profile's name, which only the
/// operator chooses.
public final class TokenMetrics implements MeterBinder {
  private final List<IssuerKeys> keys;

  TokenMetrics(List<IssuerKeys> keys) {
    this.keys = List.copyOf(keys);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (IssuerKeys issuer : keys) {
      FunctionCounter.builder("doorward.issuer.key.fetches", issuer, IssuerKeys::fetches)
          .description("How often the issuer's keys were asked for")
          .tag("issuer", issuer.name())
          .register(registry);
      FunctionCounter.builder("doorward.issuer.key.failures", issuer, IssuerKeys::failures)
          .description("How often no usable keys came back")
          .tag("issuer", issuer.name())
          .register(registry);
      TimeGauge.builder("doorward.issuer.key.age", issuer, TimeUnit.SECONDS, IssuerKeys::ageSeconds)
          .description("How old the keys in use are")
          .tag("issuer", issuer.name())
          .register(registry);
    }
  }
}
