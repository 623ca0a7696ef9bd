package dev.doorward.proof;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// A door that a test opens in its own process: the names and labels of its metrics are kept when
/// the next one opens, and the last one's at the end. Their values are numbers.
public final class WatchedDoor implements MeterBinder {
  private static final AtomicReference<MeterRegistry> LAST = new AtomicReference<>();

  @Override
  public void bindTo(MeterRegistry registry) {
    Evidence.count("door");
    keep(LAST.getAndSet(registry));
  }

  static void keepLast() {
    keep(LAST.getAndSet(null));
  }

  private static void keep(MeterRegistry registry) {
    if (registry != null) {
      Evidence.append(
          Kind.METRICS,
          registry.getMeters().stream()
              .map(meter -> meter.getId().toString())
              .collect(Collectors.joining("\n")));
    }
  }

  /// Where its audit lines go.
  public static OutputStream audit() {
    return Evidence.shared(Kind.AUDIT);
  }
}
