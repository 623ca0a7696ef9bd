package dev.doorward.cli.check;

import java.util.List;

/// One thing that is looked at.
@FunctionalInterface
interface Step {
  /// Looks, and says what it saw; never throws for what others answer.
  List<Finding> examine(Subject subject, Probe probe) throws InterruptedException;
}
