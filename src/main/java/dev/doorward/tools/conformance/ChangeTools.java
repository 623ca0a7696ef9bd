package dev.doorward.tools.conformance;

import static dev.doorward.tools.conformance.FixtureTool.answering;
import static dev.doorward.tools.conformance.FixtureTool.text;

import dev.doorward.service.Change;
import dev.doorward.service.Changes;
import dev.doorward.service.Tool;
import java.util.List;

/// Tools that make the server say a list has changed, though it has not.
final class ChangeTools {
  private ChangeTools() {}

  static List<Tool> all(Changes changes) {
    return List.of(
        announcing("test_trigger_tool_change", "tools", changes, new Change.Tools()),
        announcing("test_trigger_prompt_change", "prompts", changes, new Change.Prompts()));
  }

  private static Tool announcing(String name, String list, Changes changes, Change change) {
    return answering(
        name,
        "Announces that the list of " + list + " has changed",
        (arguments, call) -> {
          changes.announce(change);
          return text("Mutation triggered");
        });
  }
}
