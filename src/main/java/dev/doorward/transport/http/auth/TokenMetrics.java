package dev.doorward.transport.http.auth;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What is measured about the keys of issuers, and about questions to them. The label is the
/// profile's name, which only the operator chooses.
public final class TokenMetrics implements MeterBinder {
  private final List<IssuerKeys> keys;
  private final List<TokenLookup> lookups;

  TokenMetrics(List<IssuerKeys> keys, List<TokenLookup> lookups) {
    this.keys = List.copyOf(keys);
    this.lookups = List.copyOf(lookups);
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
    for (TokenLookup provider : lookups) {
      FunctionCounter.builder("doorward.token.lookups", provider, TokenLookup::questions)
          .description("How often the provider was asked about a token")
          .tag("issuer", provider.name())
          .register(registry);
      FunctionCounter.builder("doorward.token.lookup.failures", provider, TokenLookup::failures)
          .description("How often no usable answer came back")
          .tag("issuer", provider.name())
          .register(registry);
      FunctionCounter.builder(
              "doorward.token.lookups.limited", provider, TokenLookup::limitedQuestions)
          .description("How often a token was not asked about, because it had been too often")
          .tag("issuer", provider.name())
          .register(registry);
    }
  }
}
