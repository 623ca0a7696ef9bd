package dev.doorward.ops;

import dev.doorward.audit.AuditTrail;
import dev.doorward.audit.Head;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/// Tells how long the audit chain is, as `doorward_audit_lines`: what a scraper has seen cannot be
/// cut off without a trace.
public final class AuditMetrics implements MeterBinder {
  private final AuditTrail audit;

  /// @param audit whose chain it is
  public AuditMetrics(AuditTrail audit) {
    this.audit = audit;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("doorward.audit.lines", this, AuditMetrics::lines)
        .description("The number of the last line of the audit chain; 0 without a chain")
        .register(registry);
  }

  private double lines() {
    return audit.head().map(Head::sequence).orElse(0L);
  }
}
