package dev.doorward.transport.http.auth;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What is measured about the keys of issuers. The label is the profile's name, which only the
/// operator chooses.
public final class TokenMetrics implements MeterBinder {
  private final Map<IssuerKeys, List<Meter>> measured = new HashMap<>();
  private @Nullable MeterRegistry registry;

  TokenMetrics() {}

  /// Measures these keys and no others: what is said of an issuer goes when the issuer goes.
  synchronized void measure(Collection<IssuerKeys> keys) {
    measured
        .entrySet()
        .removeIf(
            issuer -> {
              boolean gone = !keys.contains(issuer.getKey());
              if (gone) {
                issuer.getValue().forEach(this::remove);
              }
              return gone;
            });
    keys.forEach(key -> measured.computeIfAbsent(key, this::meters));
  }

  @Override
  public synchronized void bindTo(MeterRegistry target) {
    registry = target;
    measured.replaceAll((issuer, _) -> meters(issuer));
  }

  private void remove(Meter meter) {
    if (registry != null) {
      registry.remove(meter);
    }
  }

  private List<Meter> meters(IssuerKeys issuer) {
    MeterRegistry target = registry;
    if (target == null) {
      return List.of();
    }
    return List.of(
        FunctionCounter.builder("doorward.issuer.key.fetches", issuer, IssuerKeys::fetches)
            .description("How often the issuer's keys were asked for")
            .tag("issuer", issuer.name())
            .register(target),
        FunctionCounter.builder("doorward.issuer.key.failures", issuer, IssuerKeys::failures)
            .description("How often no usable keys came back")
            .tag("issuer", issuer.name())
            .register(target),
        TimeGauge.builder(
                "doorward.issuer.key.age", issuer, TimeUnit.SECONDS, IssuerKeys::ageSeconds)
            .description("How old the keys in use are")
            .tag("issuer", issuer.name())
            .register(target));
  }
}
