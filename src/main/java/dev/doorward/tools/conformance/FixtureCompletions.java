package dev.doorward.tools.conformance;

import dev.doorward.caller.Caller;
import dev.doorward.service.CompletionProvider;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Suggests a few words for the arguments of one prompt.
final class FixtureCompletions implements CompletionProvider {
  private static final List<String> WORDS = List.of("paris", "park", "party");

  @Override
  public Optional<CompleteCompletion> complete(
      CompleteRequest request, Caller caller, Predicate<String> visible) {
    if (!(request.ref() instanceof PromptReference prompt)
        || !prompt.name().equals(FixturePrompts.WITH_ARGUMENTS)
        || !visible.test("prompts:get:" + prompt.name())) {
      return Optional.empty();
    }
    List<String> fitting =
        WORDS.stream().filter(word -> word.startsWith(request.argument().value())).toList();
    return Optional.of(new CompleteCompletion(fitting, fitting.size(), false));
  }
}
