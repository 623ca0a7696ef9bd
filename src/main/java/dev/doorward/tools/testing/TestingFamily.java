package dev.doorward.tools.testing;

import dev.doorward.service.Tool;
import dev.doorward.service.Toolset;
import java.util.List;
import java.util.stream.Stream;

/// The family for authors of clients as the composition sees it.
public final class TestingFamily {
  /// The name this family is enabled and disabled by.
  public static final String NAME = "testing";

  private TestingFamily() {}

  /// What the family brings to the catalog.
  public static Toolset toolset() {
    List<Tool> tools =
        Stream.of(TimeTools.all(), AnswerTools.all(), new CancellationTool().all())
            .<Tool>flatMap(List::stream)
            .toList();
    return Toolset.ofTools(NAME, tools);
  }
}
