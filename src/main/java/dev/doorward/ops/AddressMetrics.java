package dev.doorward.ops;

import dev.doorward.limit.AddressLimiter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/// Counts what addresses were refused before anybody was known there: `doorward_lockouts_total` and
/// `doorward_address_refusals_total`. No label names an address.
@Singleton
final class AddressMetrics implements MeterBinder {
  private final AddressLimiter addresses;

  AddressMetrics(AddressLimiter addresses) {
    this.addresses = addresses;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("doorward.lockouts", addresses, AddressLimiter::lockouts)
        .description("Addresses locked out for bad credentials")
        .register(registry);
    FunctionCounter.builder("doorward.address.refusals", addresses, AddressLimiter::refusals)
        .description("Requests refused for their address, locked out or over its rate")
        .register(registry);
  }
}
