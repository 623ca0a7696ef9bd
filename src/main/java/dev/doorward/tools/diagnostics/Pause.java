package dev.doorward.tools.diagnostics;

import java.time.Duration;

/// How a tool waits; a parameter so that tests need not.
interface Pause {
  void last(Duration duration) throws InterruptedException;
}
