package dev.doorward.tools.conformance;

import dev.doorward.service.Changes;
import dev.doorward.service.Tool;
import dev.doorward.service.Toolset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Gathers the fixtures into one family.
public final class ConformanceToolset {
  /// The name it is enabled by.
  public static final String NAME = "conformance";

  private ConformanceToolset() {}

  /// The family with all fixtures.
  ///
  /// @param changes where the two tools that pretend a list has changed announce it
  public static Toolset of(Changes changes) {
    List<Tool> tools =
        Stream.of(
                ContentTools.all(),
                StreamingTools.all(),
                ChangeTools.all(changes),
                AskingTools.all(),
                RoundTripTools.all())
            .flatMap(List::stream)
            .toList();
    return new Toolset(
        NAME,
        tools,
        List.of(new FixtureResources()),
        List.of(new FixturePrompts()),
        List.of(new FixtureCompletions()),
        Optional.empty());
  }
}
