package dev.doorward.service;

import java.util.List;
import java.util.Optional;

/// What one family brings to the catalog. Making one does no work: what is costly happens on first
/// use.
///
/// @param name the name it is enabled and disabled by
/// @param tools in any order; the catalog sorts them
public record Toolset(
    String name,
    List<Tool> tools,
    List<ResourceProvider> resources,
    List<PromptProvider> prompts,
    List<CompletionProvider> completions,
    Optional<SkillProvider> skills) {
  public Toolset {
    tools = List.copyOf(tools);
    resources = List.copyOf(resources);
    prompts = List.copyOf(prompts);
    completions = List.copyOf(completions);
  }

  /// A family of tools alone.
  public static Toolset ofTools(String name, List<Tool> tools) {
    return new Toolset(name, tools, List.of(), List.of(), List.of(), Optional.empty());
  }
}
