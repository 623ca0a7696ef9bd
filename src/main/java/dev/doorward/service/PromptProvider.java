package dev.doorward.service;

import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A family's prompts. The gateway filters lists and gets by [#permission].
public interface PromptProvider {
  /// All prompts in a stable order.
  List<Prompt> list();

  /// The permission that seeing and getting a prompt needs.
  default String permission(String name) {
    return "prompts:get:" + name;
  }

  /// Fills in one prompt. Required arguments have been checked to be there.
  ///
  /// @return empty when there is none of this name
  Optional<GetPromptResult> get(String name, Map<String, String> arguments, Call call)
      throws ToolFailure, InterruptedException;
}
