package dev.doorward.gateway;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where bugs end: the log gets everything under an incident id, the caller gets the id.
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private Faults() {}

  static Outcome report(Throwable fault) {
    // Only a name to find a log entry by; nothing depends on it being hard to guess.
    String incident = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    LOG.atError().addKeyValue("incident", incident).setCause(fault).log("fault");
    return new Outcome.Faulted(incident);
  }
}
