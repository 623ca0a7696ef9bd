package dev.doorward.ops.logging;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// Writes each [LogLine] as one JSON object and one line, in one write.
///
/// Everything outside printable ASCII is escaped, so a value can neither break a line nor move a
/// terminal's cursor, and every text passes [Masking].
public final class LogStream {
  private static final int TEXT_LIMIT = 4_096;
  private static final int STACK_LIMIT = 8_192;
  private static final Set<String> RESERVED =
      Set.of("timestamp", "level", "event", "request_id", "logger", "message", "exception");

  private static final LogStream STANDARD =
      new LogStream(new FileOutputStream(FileDescriptor.err), InstantSource.system());

  private final JsonFactory json =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  // Not a monitor: virtual threads log too.
  private final ReentrantLock lock = new ReentrantLock();
  private final OutputStream out;
  private final InstantSource clock;
  private volatile int level = Level.INFO.toInt();

  LogStream(OutputStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /// The one that writes to standard error.
  public static LogStream standard() {
    return STANDARD;
  }

  /// Sets the least severe level that is written.
  public void level(LogSettings settings) {
    level = Level.valueOf(settings.level().name()).toInt();
  }

  /// Whether a line of this level is written; libraries tell one level less than our own rooms do.
  boolean enabled(Level asked, boolean own) {
    return asked.toInt() >= (own ? level : Math.max(level, libraryLevel()));
  }

  // A library's chatter is a level below ours: its "info" is shown with our "debug".
  private int libraryLevel() {
    if (level <= Level.TRACE.toInt()) {
      return level;
    }
    return level <= Level.DEBUG.toInt() ? Level.INFO.toInt() : Level.WARN.toInt();
  }

  void write(LogLine line) {
    byte[] bytes = bytes(line);
    lock.lock();
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException _) {
      // Nobody reads standard error any more; there is no other place to say so.
    } finally {
      lock.unlock();
    }
  }

  private byte[] bytes(LogLine line) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
      generator.writeStartObject();
      generator.writeStringProperty("timestamp", clock.instant().toString());
      generator.writeStringProperty("level", line.level().name().toLowerCase(Locale.ROOT));
      generator.writeStringProperty("event", text(line.event()));
      fields(line, generator);
      generator.writeStringProperty("logger", text(line.logger()));
      if (!line.message().isEmpty()) {
        generator.writeStringProperty("message", text(line.message()));
      }
      if (line.thrown() != null) {
        generator.writeStringProperty("exception", stack(line.thrown()));
      }
      generator.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void fields(LogLine line, JsonGenerator generator) {
    String request = null;
    for (KeyValuePair field : line.fields()) {
      if (field.key.equals("request_id")) {
        request = printed(field.value);
      }
    }
    generator.writeName("request_id");
    if (request == null) {
      generator.writeNull();
    } else {
      generator.writeString(text(request));
    }
    Set<String> written = new TreeSet<>(RESERVED);
    for (KeyValuePair field : line.fields()) {
      if (written.add(field.key)) {
        generator.writeName(text(field.key));
        value(field.value, generator);
      }
    }
  }

  private static void value(@Nullable Object value, JsonGenerator generator) {
    switch (value) {
      case null -> generator.writeNull();
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      case Boolean flag -> generator.writeBoolean(flag);
      default -> generator.writeString(text(printed(value)));
    }
  }

  // What a library hands over may fail to print itself, and a log line must not stop its writer.
  private static String printed(@Nullable Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException failed) {
      return "[unprintable: " + failed.getClass().getName() + "]";
    }
  }

  private static String text(String value) {
    return capped(Masking.mask(value), TEXT_LIMIT);
  }

  private static String stack(Throwable thrown) {
    StringWriter stack = new StringWriter();
    try {
      thrown.printStackTrace(new PrintWriter(stack));
    } catch (RuntimeException failed) {
      stack.append("[unprintable: ").append(thrown.getClass().getName()).append(']');
    }
    return capped(Masking.mask(stack.toString()), STACK_LIMIT);
  }

  private static String capped(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit) + "…";
  }
}
