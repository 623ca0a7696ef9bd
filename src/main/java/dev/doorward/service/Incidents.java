package dev.doorward.service;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where bugs end: the log gets everything under an incident id, the client gets the id.
public final class Incidents {
  private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

  private Incidents() {}

  /// Logs a fault and gives the id to find it by.
  public static String report(Throwable fault) {
    // Only a name to find a log entry by; nothing depends on it being hard to guess.
    String incident = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    LOG.atError().addKeyValue("incident", incident).setCause(fault).log("fault");
    return incident;
  }
}
