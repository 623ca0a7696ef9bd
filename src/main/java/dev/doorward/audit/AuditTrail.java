package dev.doorward.audit;

import dev.doorward.caller.CallerId;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Writes the bracket around every operation: [#intent] before its effect, [#outcome] after it. The
/// first refusals of a caller in a minute are written one by one, the rest are counted, so that
/// nobody can fill the disk with them.
public final class AuditTrail implements Closeable {
  private final AuditSink sink;
  private final InstantSource clock;
  private final RefusalCounts refusals;
  private final Moments moments = new Moments();
  private volatile boolean failing;

  /// @param sink where lines go
  /// @param clock the time they carry
  public AuditTrail(AuditSink sink, InstantSource clock) {
    this.sink = sink;
    this.clock = clock;
    this.refusals = new RefusalCounts();
  }

  /// Writes that an operation is about to be judged. For a caller over its share of refusals the
  /// line is held back until [#confirm].
  ///
  /// @return false when it could not be written; the operation must then be refused
  public boolean intent(AuditEntry entry) {
    Instant now = clock.instant();
    entry.held = refusals.spent(entry.caller.id(), now);
    return entry.held || writeIntent(entry, now);
  }

  /// Makes sure the intent is written before an effect happens.
  ///
  /// @return false when it could not be written; the effect must then not happen
  public boolean confirm(AuditEntry entry) {
    if (!entry.held) {
      return true;
    }
    entry.held = false;
    return writeIntent(entry, clock.instant());
  }

  /// Writes how the operation ended.
  ///
  /// @param decision `completed`, `input_required`, `refused` or `faulted`
  /// @param reason the refusal's code or the incident's id; empty for neither
  public void outcome(AuditEntry entry, String decision, Optional<String> reason, Duration took) {
    Instant now = clock.instant();
    if (decision.equals("refused")) {
      long counted = refusals.refused(entry.caller.id(), now);
      if (counted > 0) {
        writeCounted(entry, counted, now);
      }
      if (entry.held) {
        return;
      }
    }
    AuditLine line = line("outcome", now).fields(entry.fields()).text("decision", decision);
    reason.ifPresent(text -> line.text("reason", text));
    writeSoon(line.number("duration_us", took.toNanos() / 1_000));
  }

  /// Tells whether the last line could not be written.
  public boolean failing() {
    return failing;
  }

  private boolean writeIntent(AuditEntry entry, Instant now) {
    return write(line("intent", now).fields(entry.fields()));
  }

  private void writeCounted(AuditEntry entry, long counted, Instant now) {
    CallerId caller = entry.caller.id();
    writeSoon(
        line("refusals_counted", now)
            .text("issuer", caller.issuer())
            .text("subject", caller.subject())
            .number("count", counted));
  }

  private AuditLine line(String event, Instant now) {
    return new AuditLine().text("time", moments.text(now)).text("event", event);
  }

  private boolean write(AuditLine line) {
    try {
      sink.append(line.end());
      failing = false;
      return true;
    } catch (IOException e) {
      failing = true;
      return false;
    }
  }

  /// The effect has happened: nothing is decided by this line, so that nothing waits for it.
  private void writeSoon(AuditLine line) {
    try {
      sink.appendSoon(line.end());
    } catch (IOException e) {
      failing = true;
    }
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }
}
