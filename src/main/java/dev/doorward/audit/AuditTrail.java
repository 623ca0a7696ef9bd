package dev.doorward.audit;

import dev.doorward.caller.CallerId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes the bracket around every operation: [#intent] before its effect, [#outcome] after it. The
/// first refusals of a caller in a minute are written one by one, the rest are counted, so that
/// nobody can fill the disk with them.
public final class AuditTrail implements Closeable {
  private static final JsonFactory JSON = new JsonFactory();

  private final AuditSink sink;
  private final InstantSource clock;
  private final RefusalCounts refusals;
  private final LineBuffer buffer = new LineBuffer();
  private boolean torn;
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
    entry.held = refusals.spent(entry.caller.id(), clock.instant());
    return entry.held || writeIntent(entry);
  }

  /// Makes sure the intent is written before an effect happens.
  ///
  /// @return false when it could not be written; the effect must then not happen
  public boolean confirm(AuditEntry entry) {
    if (!entry.held) {
      return true;
    }
    entry.held = false;
    return writeIntent(entry);
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
    write(
        json -> {
          writeHead(json, "outcome", entry, now);
          json.writeStringProperty("decision", decision);
          reason.ifPresent(text -> json.writeStringProperty("reason", text));
          json.writeNumberProperty("duration_us", took.toNanos() / 1_000);
        });
  }

  /// Tells whether the last line could not be written.
  public boolean failing() {
    return failing;
  }

  private boolean writeIntent(AuditEntry entry) {
    Instant now = clock.instant();
    return write(json -> writeHead(json, "intent", entry, now));
  }

  private void writeCounted(AuditEntry entry, long counted, Instant now) {
    write(
        json -> {
          json.writeStringProperty("time", now.toString());
          json.writeStringProperty("event", "refusals_counted");
          writeCaller(json, entry.caller.id());
          json.writeNumberProperty("count", counted);
        });
  }

  private static void writeHead(JsonGenerator json, String event, AuditEntry entry, Instant now) {
    json.writeStringProperty("time", now.toString());
    json.writeStringProperty("event", event);
    json.writeStringProperty("request_id", entry.requestId);
    writeCaller(json, entry.caller.id());
    json.writeStringProperty("client_id", entry.caller.clientId());
    json.writeStringProperty("door", entry.caller.door().label());
    json.writeStringProperty("era", entry.era);
    json.writeStringProperty("operation", entry.operation);
    if (!entry.target.isEmpty()) {
      json.writeStringProperty("target", entry.target);
    }
  }

  private static void writeCaller(JsonGenerator json, CallerId id) {
    json.writeStringProperty("issuer", id.issuer());
    json.writeStringProperty("subject", id.subject());
  }

  private synchronized boolean write(Line line) {
    buffer.reset();
    try {
      if (torn) {
        // The line before this one may have been cut short; start on a fresh one so that only that
        // one is lost.
        buffer.write('\n');
      }
      try (JsonGenerator json =
          JSON.createGenerator(ObjectWriteContext.empty(), buffer, JsonEncoding.UTF8)) {
        json.writeStartObject();
        line.writeTo(json);
        json.writeEndObject();
      }
      buffer.write('\n');
      sink.append(buffer.asByteBuffer());
      torn = false;
      failing = false;
      return true;
    } catch (IOException e) {
      torn = true;
      failing = true;
      return false;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    sink.close();
  }

  private interface Line {
    void writeTo(JsonGenerator json);
  }

  /// A byte buffer that is kept between lines and lends its array.
  private static final class LineBuffer extends java.io.ByteArrayOutputStream {
    LineBuffer() {
      super(1_024);
    }

    ByteBuffer asByteBuffer() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }
}
