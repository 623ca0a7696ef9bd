package dev.doorward.ops.logging;

import dev.doorward.proof.Evidence;
import dev.doorward.proof.Kind;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/// Our logging at the level that shows everything, into a file that is searched when all tests have
/// run. The build names it in `slf4j.provider`.
public final class WatchedLogging implements SLF4JServiceProvider {
  /// Tools of the tests, which no server has and which say a lot.
  private static final List<String> TOOLS = List.of("com.tngtech.", "com.code_intelligence.");

  private final LogStream stream;
  private final Loggers loggers;
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  /// Called by SLF4J.
  public WatchedLogging() throws IOException {
    OutputStream file = Files.newOutputStream(Evidence.file("doors", Kind.LOG));
    this.stream =
        new LogStream(new Counted(new BufferedOutputStream(file)), InstantSource.system());
    stream.level(new LogSettings(LogSettings.Level.TRACE));
    this.loggers = new Loggers(stream);
  }

  /// Counts the lines that only this level shows.
  private static final class Counted extends FilterOutputStream {
    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] line) throws IOException {
      if (new String(line, StandardCharsets.ISO_8859_1).contains("\"level\":\"trace\"")) {
        Evidence.count("trace");
      }
      out.write(line);
    }
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return this::logger;
  }

  private Logger logger(String name) {
    return TOOLS.stream().anyMatch(name::startsWith)
        ? NOPLogger.NOP_LOGGER
        : loggers.getLogger(name);
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {
    JavaLogging.redirect();
  }
}
