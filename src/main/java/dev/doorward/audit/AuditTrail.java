package dev.doorward.audit;

import dev.doorward.caller.CallerId;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the bracket around every operation, [#intent] before its effect and [#outcome] after it,
/// and what else happens at the doors. The first refusals of a caller in a minute, and the first
/// requests of strangers that were turned away, are written one by one, the rest are counted, so
/// that nobody can fill the disk with them.
public final class AuditTrail implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final AuditSink sink;
  private final InstantSource clock;
  private final CallerCounts refusals;
  private final CallerCounts accepted = new CallerCounts();
  private final TurnedAwayCounts strangers = new TurnedAwayCounts();
  private final Moments moments = new Moments();
  private final CallerFields callers;
  private final SubjectNames names;
  private volatile @Nullable Thread starting;

  /// @param sink where lines go
  /// @param clock the time they carry
  public AuditTrail(AuditSink sink, InstantSource clock) {
    this(sink, clock, SubjectNames.PLAIN);
  }

  /// The same.
  ///
  /// @param names how lines name subjects
  public AuditTrail(AuditSink sink, InstantSource clock, SubjectNames names) {
    this.names = names;
    this.callers = new CallerFields(names);
    this.sink = sink;
    this.clock = clock;
    this.refusals = new CallerCounts();
  }

  /// Writes the first lines of a run.
  ///
  /// @return false when they could not be written
  public boolean start(AuditEvent.Started started, AuditEvent.Configured configured) {
    Instant now = clock.instant();
    boolean written = write(line(started, now)) && write(line(configured, now));
    logHead();
    return written;
  }

  /// Writes the first lines of a run beside what else a start has to do: taking up the chain takes
  /// as long as all the rest of it. The first intent waits for them.
  public void startBeside(AuditEvent.Started started, AuditEvent.Configured configured) {
    Thread beside =
        Thread.ofPlatform()
            .daemon()
            .name("audit-start")
            .unstarted(
                () -> {
                  start(started, configured);
                  starting = null;
                });
    starting = beside;
    beside.start();
  }

  /// Writes that somebody is known from now on, or only counts it: whoever comes with a new
  /// connection for each request would fill the disk.
  public void authenticated(AuditEvent.Authenticated event) {
    Instant now = clock.instant();
    CallerId caller = event.caller().id();
    boolean spent = accepted.spent(caller, now);
    long counted = accepted.noted(caller, now);
    if (counted > 0) {
      writeSoon(line(new AuditEvent.AuthenticationsCounted(caller, counted), now));
    }
    if (!spent) {
      writeSoon(line(event, now));
    }
  }

  /// Writes that a stranger was turned away, or only counts it.
  public void turnedAway(AuditEvent.TurnedAway event) {
    Instant now = clock.instant();
    writeCountsIfDue(now);
    if (strangers.written(event, now)) {
      writeSoon(line(event, now));
    }
  }

  /// Writes what became of an entry of the block list, or of the list. It holds whether this can be
  /// written or not; while it cannot, every call is refused.
  public void blocks(AuditEvent event) {
    writeSoon(line(event, clock.instant()));
  }

  /// Writes that the settings were read again, and what became of them.
  ///
  /// @return false when it could not be written; settings must then not change
  public boolean reconfigured(AuditEvent.Reconfigured event) {
    return write(line(event, clock.instant()));
  }

  /// Writes that an operation is about to be judged. For a caller over its share of refusals the
  /// line is held back until [#confirm].
  ///
  /// @return false when it could not be written; the operation must then be refused
  public boolean intent(AuditEntry entry) {
    awaitStart();
    entry.caller(callers.of(entry.caller));
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
      long counted = refusals.noted(entry.caller.id(), now);
      if (counted > 0) {
        writeSoon(line(new AuditEvent.RefusalsCounted(entry.caller.id(), counted), now));
      }
      if (entry.held) {
        return;
      }
    }
    writeSoon(line(new AuditEvent.Outcome(entry, decision, reason, took), now));
    writeCountsIfDue(now);
  }

  /// Where the chain of lines ends; empty without a chain.
  public Optional<Head> head() {
    return sink.head();
  }

  /// Tells whether lines cannot be written.
  public boolean failing() {
    return sink.failing();
  }

  private boolean writeIntent(AuditEntry entry, Instant now) {
    return write(line(new AuditEvent.Intent(entry), now));
  }

  private void writeCountsIfDue(Instant now) {
    if (strangers.due(now)) {
      strangers.take().forEach(counted -> writeSoon(line(counted, now)));
    }
  }

  private AuditLine line(AuditEvent event, Instant now) {
    AuditLine line = moments.begin(now).naming(names).text("event", event.label());
    event.tell(line);
    return line;
  }

  /// Where the chain ends, where those who may change the files do not come: later they must still
  /// hold this line.
  private void logHead() {
    sink.head()
        .ifPresent(head -> LOG.atInfo().addKeyValue("anchor", head.anchor()).log("audit.head"));
  }

  private void awaitStart() {
    Thread beside = starting;
    if (beside == null) {
      return;
    }
    try {
      beside.join();
    } catch (InterruptedException e) {
      // The lines come a little later; what the interrupt is for must not wait.
      Thread.currentThread().interrupt();
    }
  }

  private boolean write(AuditLine line) {
    try {
      sink.append(line);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// The effect has happened: nothing is decided by this line, so that nothing waits for it.
  private void writeSoon(AuditLine line) {
    try {
      sink.appendSoon(line);
    } catch (IOException e) {
      // The sink says that it fails, and tries again.
    }
  }

  /// Writes the last lines and closes the sink.
  @Override
  public void close() throws IOException {
    awaitStart();
    Instant now = clock.instant();
    strangers.take().forEach(counted -> writeSoon(line(counted, now)));
    writeSoon(line(new AuditEvent.Stopped(), now));
    sink.close();
    logHead();
  }
}
