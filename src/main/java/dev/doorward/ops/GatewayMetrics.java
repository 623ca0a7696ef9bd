package dev.doorward.ops;

import dev.doorward.caller.Caller;
import dev.doorward.gateway.GatewayObserver;
import dev.doorward.gateway.Origin;
import dev.doorward.gateway.Outcome;
import dev.doorward.gateway.Request;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Measures every request that passed the gateway as `doorward_requests_seconds`, by door, era,
/// operation and outcome. All four labels take few values, whatever clients send.
public final class GatewayMetrics implements GatewayObserver, MeterBinder {
  private final ConcurrentHashMap<Labels, Timer> timers = new ConcurrentHashMap<>();
  private volatile @Nullable MeterRegistry registry;

  private record Labels(String door, String era, String operation, String outcome) {}

  @Override
  public void bindTo(MeterRegistry target) {
    registry = target;
  }

  @Override
  public void ended(Caller caller, Request request, Origin origin, Outcome outcome, long nanos) {
    MeterRegistry target = registry;
    if (target == null) {
      return;
    }
    Labels labels =
        new Labels(caller.door().label(), origin.era(), request.operation(), label(outcome));
    Timer timer = timers.get(labels);
    if (timer == null) {
      timer = timers.computeIfAbsent(labels, missing -> timer(missing, target));
    }
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private static Timer timer(Labels labels, MeterRegistry target) {
    return Timer.builder("doorward.requests")
        .description("Requests that reached the gateway, from their arrival there to their outcome")
        .tag("door", labels.door())
        .tag("era", labels.era())
        .tag("operation", labels.operation())
        .tag("outcome", labels.outcome())
        .publishPercentileHistogram(false)
        .register(target);
  }

  private static String label(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed _ -> "completed";
      case Outcome.InputRequired _ -> "input_required";
      case Outcome.Refused refused -> refused.refusal().code().label();
      case Outcome.Faulted _ -> "faulted";
    };
  }
}
