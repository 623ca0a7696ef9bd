package dev.doorward.service;

import dev.doorward.caller.Caller;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import java.util.Optional;
import java.util.function.Predicate;

/// Suggestions for an argument of a prompt or of a resource template.
public interface CompletionProvider {
  /// Completes what the reference of the request names.
  ///
  /// @param visible tells which permissions the caller has, so that nothing hidden is suggested
  /// @return at most 100 values; empty when the reference is not this family's
  Optional<CompleteCompletion> complete(
      CompleteRequest request, Caller caller, Predicate<String> visible);
}
