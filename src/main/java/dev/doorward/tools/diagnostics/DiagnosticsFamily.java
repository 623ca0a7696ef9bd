package dev.doorward.tools.diagnostics;

import dev.doorward.service.Toolset;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The diagnostics family as the composition sees it.
public final class DiagnosticsFamily {
  /// The name this family is enabled and disabled by.
  public static final String NAME = "diagnostics";

  private DiagnosticsFamily() {}

  /// What the family brings to the catalog.
  ///
  /// @param random gives each call a source of its own thread
  public static Toolset toolset(
      ServerFacts facts, InstantSource clock, Supplier<RandomGenerator> random) {
    return Toolset.ofTools(
        NAME,
        List.of(
            new Echo(),
            new RandomRecords(clock, random, Thread::sleep),
            new ServerStatus(facts, clock)));
  }
}
