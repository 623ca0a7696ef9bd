package dev.doorward.ops.logging;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/// One named logger.
///
/// The rooms of this house log an event name and named fields; a library's text becomes the field
/// `message`.
final class JsonLogger extends LegacyAbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;
  private static final String OWN = "dev.doorward.";

  // Below "info" it prints whatever stands where a token should, and no pattern knows every shape.
  private static final String TELLTALE = "io.micronaut.security.";

  private final transient LogStream stream;
  private final boolean own;
  private final boolean telltale;

  JsonLogger(String name, LogStream stream) {
    this.name = name;
    this.stream = stream;
    this.own = name.startsWith(OWN);
    this.telltale = name.startsWith(TELLTALE);
  }

  @Override
  public boolean isTraceEnabled() {
    return enabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return enabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return enabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return enabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return enabled(Level.ERROR);
  }

  @Override
  public void log(LoggingEvent event) {
    Object[] arguments = event.getArgumentArray();
    String message =
        arguments == null
            ? String.valueOf(event.getMessage())
            : MessageFormatter.basicArrayFormat(event.getMessage(), arguments);
    List<KeyValuePair> fields = event.getKeyValuePairs();
    write(event.getLevel(), message, fields == null ? List.of() : fields, event.getThrowable());
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String message =
        arguments == null
            ? String.valueOf(pattern)
            : MessageFormatter.basicArrayFormat(pattern, arguments);
    write(level, message, List.of(), thrown);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  private boolean enabled(Level level) {
    return stream.enabled(level, own) && !(telltale && level.toInt() < Level.INFO.toInt());
  }

  private void write(
      Level level, String message, List<KeyValuePair> fields, @Nullable Throwable thrown) {
    if (own) {
      stream.write(new LogLine(level, message, name, "", fields, thrown));
    } else {
      stream.write(new LogLine(level, "library", name, message, fields, thrown));
    }
  }
}
