package dev.doorward.tools.workspace;

import dev.doorward.caller.Caller;
import dev.doorward.sandbox.Entry;
import dev.doorward.sandbox.Listing;
import dev.doorward.sandbox.RelativePath;
import dev.doorward.service.CompletionProvider;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Suggests paths for the workspace's resource template, one directory level at a time.
record PathCompletion(Workspace workspace) implements CompletionProvider {
  private static final int MAX_VALUES = 100;
  private static final CompleteCompletion NOTHING = new CompleteCompletion(List.of(), 0, false);

  @Override
  public Optional<CompleteCompletion> complete(
      CompleteRequest request, Caller caller, Predicate<String> visible) {
    if (!(request.ref() instanceof ResourceReference reference)
        || !reference.uri().equals(WorkspaceFiles.TEMPLATE)
        || !request.argument().name().equals("path")) {
      return Optional.empty();
    }
    String typed = request.argument().value();
    int slash = typed.lastIndexOf('/');
    Optional<RelativePath> directory =
        slash < 0 ? Optional.of(RelativePath.TOP) : RelativePath.parse(typed.substring(0, slash));
    return Optional.of(
        directory
            .flatMap(path -> workspace.glance(path, visible).granted())
            .map(
                listing ->
                    matching(listing, typed.substring(0, slash + 1), typed.substring(slash + 1)))
            .orElse(NOTHING));
  }

  private static CompleteCompletion matching(Listing listing, String parent, String begun) {
    List<String> matches =
        listing.entries().stream()
            .filter(
                entry -> entry.kind() == Entry.Kind.FILE || entry.kind() == Entry.Kind.DIRECTORY)
            .filter(entry -> entry.name().startsWith(begun))
            .map(entry -> parent + entry.name() + (entry.kind() == Entry.Kind.DIRECTORY ? "/" : ""))
            .toList();
    List<String> shown = matches.subList(0, Math.min(MAX_VALUES, matches.size()));
    return new CompleteCompletion(shown, matches.size(), shown.size() < matches.size());
  }
}
