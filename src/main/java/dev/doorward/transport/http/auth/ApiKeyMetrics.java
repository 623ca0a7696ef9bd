package dev.doorward.transport.http.auth;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// When each API key was last used and when it ends: `doorward_api_key_last_used_seconds` and
/// `doorward_api_key_expires_seconds`, in seconds since 1970. The label is the key's name, which
/// only the operator chooses.
public final class ApiKeyMetrics implements MeterBinder {
  private final ApiKeys keys;
  private final Map<AcceptedKey, List<Meter>> measured = new HashMap<>();
  private @Nullable MeterRegistry registry;

  /// Measures these keys, and those that come while they are used.
  public ApiKeyMetrics(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  public synchronized void bindTo(MeterRegistry target) {
    registry = target;
    keys.whenChanged(this::measure);
    measure();
  }

  /// What is said of a key goes when it goes; first, as the next may have its name.
  private synchronized void measure() {
    MeterRegistry target = registry;
    if (target == null) {
      return;
    }
    List<AcceptedKey> wanted = keys.accepted().all();
    measured
        .entrySet()
        .removeIf(
            each -> {
              boolean gone = !wanted.contains(each.getKey());
              if (gone) {
                each.getValue().forEach(target::remove);
              }
              return gone;
            });
    wanted.forEach(key -> measured.computeIfAbsent(key, fresh -> meters(fresh, target)));
  }

  private static List<Meter> meters(AcceptedKey key, MeterRegistry target) {
    List<Meter> meters = new ArrayList<>();
    meters.add(
        TimeGauge.builder(
                "doorward.api.key.last.used", key, TimeUnit.SECONDS, AcceptedKey::lastUsedSeconds)
            .description(
                "When the key was last good, in seconds since 1970; 0 before the first time")
            .tag("key", key.name())
            .register(target));
    key.expires()
        .ifPresent(
            end ->
                meters.add(
                    TimeGauge.builder(
                            "doorward.api.key.expires",
                            end,
                            TimeUnit.SECONDS,
                            Instant::getEpochSecond)
                        .description("When the key stops being good, in seconds since 1970")
                        .tag("key", key.name())
                        .register(target)));
    return meters;
  }
}
