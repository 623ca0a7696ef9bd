package dev.doorward.ops.logging;

import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;

/// One logger per name.
final class Loggers implements ILoggerFactory {
  private final ConcurrentHashMap<String, Logger> loggers = new ConcurrentHashMap<>();
  private final LogStream stream;

  Loggers(LogStream stream) {
    this.stream = stream;
  }

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(name, key -> new JsonLogger(key, stream));
  }
}
