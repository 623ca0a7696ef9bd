package dev.doorward.gateway;

import dev.doorward.service.Skill;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Optional;

/// What a completed request brings back, one kind per [Request].
public sealed interface Result {
  /// One page of a list that was filtered for the caller.
  ///
  /// @param next the cursor of the following page; empty on the last
  record Page<T>(Kind kind, List<T> items, Optional<String> next) implements Result {
    public Page {
      items = List.copyOf(items);
    }
  }

  /// What a page holds: [McpSchema.Tool], [McpSchema.Resource], [McpSchema.ResourceTemplate],
  /// [McpSchema.Prompt], [Skill], and resources again for a directory.
  enum Kind {
    TOOLS,
    RESOURCES,
    TEMPLATES,
    PROMPTS,
    SKILLS,
    DIRECTORY
  }

  /// What the server offers at all, whoever asks.
  record Described(
      boolean tools, boolean resources, boolean prompts, boolean completions, boolean skills)
      implements Result {}

  /// A tool has run.
  record Called(McpSchema.CallToolResult result) implements Result {}

  /// A resource was read.
  record Read(McpSchema.ReadResourceResult result) implements Result {}

  /// A prompt was filled in.
  record Prompted(McpSchema.GetPromptResult result) implements Result {}

  /// Suggestions were found, or none.
  record Completions(McpSchema.CompleteResult.CompleteCompletion completion) implements Result {}

  /// One skill.
  record SkillEntry(Skill skill) implements Result {}

  /// What of a [Request.Watch] is granted: the URIs the caller may read.
  record Watching(boolean tools, boolean prompts, boolean resources, List<String> uris)
      implements Result {
    public Watching {
      uris = List.copyOf(uris);
    }
  }

  /// Done, with nothing to say.
  record Done() implements Result {}
}
