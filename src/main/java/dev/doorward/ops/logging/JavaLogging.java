package dev.doorward.ops.logging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// Sends what the JDK and libraries log through `java.util.logging` to the same stream.
///
/// The log manager makes one by name when it starts, and only then: a process in which nobody uses
/// `java.util.logging` pays nothing.
public final class JavaLogging extends Handler {
  private final LogStream stream;

  /// Called by the log manager.
  public JavaLogging() {
    this(LogStream.standard());
  }

  JavaLogging(LogStream stream) {
    this.stream = stream;
  }

  /// Says, before the log manager starts, who configures it.
  static void redirect() {
    System.setProperty("java.util.logging.config.class", Configuration.class.getName());
  }

  /// What the log manager makes in place of reading a file.
  public static final class Configuration {
    /// Called by the log manager; names the one handler.
    public Configuration() throws IOException {
      String properties = "handlers=" + JavaLogging.class.getName() + "\n.level=INFO\n";
      LogManager.getLogManager()
          .readConfiguration(
              new ByteArrayInputStream(properties.getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  @Override
  public void publish(@Nullable LogRecord logged) {
    if (logged == null) {
      return;
    }
    Level level = level(logged.getLevel().intValue());
    if (stream.enabled(level, false)) {
      String name = logged.getLoggerName() == null ? "java" : logged.getLoggerName();
      // The pattern without its parameters would be useless, and formatting them is what every
      // handler does.
      String message = new SimpleFormatter().formatMessage(logged);
      stream.write(new LogLine(level, "library", name, message, List.of(), logged.getThrown()));
    }
  }

  @Override
  public void flush() {
    // Every line is flushed as it is written.
  }

  @Override
  public void close() {
    // Standard error stays open until the process ends.
  }

  private static Level level(int value) {
    if (value >= java.util.logging.Level.SEVERE.intValue()) {
      return Level.ERROR;
    }
    if (value >= java.util.logging.Level.WARNING.intValue()) {
      return Level.WARN;
    }
    if (value >= java.util.logging.Level.INFO.intValue()) {
      return Level.INFO;
    }
    return value >= java.util.logging.Level.FINE.intValue() ? Level.DEBUG : Level.TRACE;
  }
}
