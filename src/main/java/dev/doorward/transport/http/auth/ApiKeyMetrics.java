package dev.doorward.transport.http.auth;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// When each API key was last used and when it ends: `doorward_api_key_last_used_seconds` and
/// `doorward_api_key_expires_seconds`, in seconds since 1970. The label is the key's name, which
/// only the operator chooses.
public final class ApiKeyMetrics implements MeterBinder {
  private final ApiKeys keys;

  /// Measures these keys.
  public ApiKeyMetrics(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (AcceptedKey key : keys.all()) {
      TimeGauge.builder(
              "doorward.api.key.last.used", key, TimeUnit.SECONDS, AcceptedKey::lastUsedSeconds)
          .description("When the key was last good, in seconds since 1970; 0 before the first time")
          .tag("key", key.name())
          .register(registry);
      key.expires()
          .ifPresent(
              end ->
                  TimeGauge.builder(
                          "doorward.api.key.expires",
                          end,
                          TimeUnit.SECONDS,
                          Instant::getEpochSecond)
                      .description("When the key stops being good, in seconds since 1970")
                      .tag("key", key.name())
                      .register(registry));
    }
  }
}
