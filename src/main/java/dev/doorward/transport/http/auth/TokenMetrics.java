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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is measured about the keys of issuers, and about questions to them. The label is the
/// profile's name, which only the operator chooses.
public final class TokenMetrics implements MeterBinder {
  private final Map<IssuerKeys, List<Meter>> keys = new HashMap<>();
  private final Map<TokenLookup, List<Meter>> lookups = new HashMap<>();
  private @Nullable MeterRegistry registry;

  TokenMetrics() {}

  /// Measures the issuers of this trust and no others: what is said of one goes when it goes.
  synchronized void measure(Trust trust) {
    keep(keys, trust.fetched(), this::meters);
    keep(lookups, trust.asked(), this::meters);
  }

  @Override
  public synchronized void bindTo(MeterRegistry target) {
    registry = target;
    keys.replaceAll((issuer, _) -> meters(issuer));
    lookups.replaceAll((provider, _) -> meters(provider));
  }

  private <T> void keep(
      Map<T, List<Meter>> measured, Collection<T> wanted, Function<T, List<Meter>> meters) {
    measured
        .entrySet()
        .removeIf(
            each -> {
              boolean gone = !wanted.contains(each.getKey());
              if (gone) {
                each.getValue().forEach(this::remove);
              }
              return gone;
            });
    wanted.forEach(each -> measured.computeIfAbsent(each, meters));
  }

  private void remove(Meter meter) {
    if (registry != null) {
      registry.remove(meter);
    }
  }

  private List<Meter> meters(TokenLookup provider) {
    MeterRegistry target = registry;
    if (target == null) {
      return List.of();
    }
    return List.of(
        FunctionCounter.builder("doorward.token.lookups", provider, TokenLookup::questions)
            .description("How often the provider was asked about a token")
            .tag("issuer", provider.name())
            .register(target),
        FunctionCounter.builder("doorward.token.lookup.failures", provider, TokenLookup::failures)
            .description("How often no usable answer came back")
            .tag("issuer", provider.name())
            .register(target),
        FunctionCounter.builder(
                "doorward.token.lookups.limited", provider, TokenLookup::limitedQuestions)
            .description("How often a token was not asked about, because it had been too often")
            .tag("issuer", provider.name())
            .register(target));
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
