package dev.doorward.gateway;

import dev.doorward.access.AccessPolicy;
import dev.doorward.access.Permission;
import dev.doorward.caller.Caller;
import dev.doorward.caller.Scope;
import dev.doorward.service.Catalog;
import dev.doorward.service.CompletionProvider;
import dev.doorward.service.PromptProvider;
import dev.doorward.service.ToolFailure;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult.CompleteCompletion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Prompts, and the completion of arguments.
final class PromptWork {
  private final AccessPolicy policy;
  private final GatewaySettings settings;

  PromptWork(AccessPolicy policy, GatewaySettings settings) {
    this.policy = policy;
    this.settings = settings;
  }

  Outcome list(Caller caller, Catalog catalog, Optional<String> cursor) {
    record Listed(PromptProvider provider, McpSchema.Prompt prompt) {}
    List<Listed> all =
        catalog.prompts().stream()
            .flatMap(
                provider -> provider.list().stream().map(prompt -> new Listed(provider, prompt)))
            .sorted(Comparator.comparing(listed -> listed.prompt().name()))
            .toList();
    return Pages.of(
        Result.Kind.PROMPTS,
        all,
        listed -> mayGet(caller, listed.provider(), listed.prompt().name()),
        listed -> listed.prompt().name(),
        Listed::prompt,
        cursor,
        settings.pageSize());
  }

  Resolver.Resolution get(Caller caller, Catalog catalog, Request.GetPrompt request) {
    List<PromptProvider> able = new ArrayList<>(1);
    Set<Scope> lacking = new TreeSet<>();
    for (PromptProvider provider : catalog.prompts()) {
      Permission permission = Permission.toRead(provider.permission(request.name()));
      switch (policy.judge(caller, permission)) {
        case GRANTED -> able.add(provider);
        case NARROWED -> lacking.addAll(permission.scopes());
        case HIDDEN -> {}
      }
    }
    if (able.isEmpty()) {
      return new Resolver.Denied(
          lacking.isEmpty() ? Refusal.unknownPrompt() : Refusal.insufficientScope(lacking));
    }
    return new Resolver.Granted(
        Work.waiting(
            call -> {
              for (PromptProvider provider : able) {
                Optional<McpSchema.Prompt> prompt = named(provider, request.name());
                if (prompt.isPresent()) {
                  return getFrom(provider, prompt.get(), request, call);
                }
              }
              return new Outcome.Refused(Refusal.unknownPrompt());
            }));
  }

  private Outcome getFrom(
      PromptProvider provider,
      McpSchema.Prompt prompt,
      Request.GetPrompt request,
      dev.doorward.service.Call call)
      throws ToolFailure, InterruptedException {
    List<String> problems = problems(prompt, request.arguments());
    if (!problems.isEmpty()) {
      return new Outcome.Refused(Refusal.invalidArguments(problems));
    }
    return provider
        .get(request.name(), request.arguments(), call)
        .map(result -> Resolver.completed(new Result.Prompted(result)))
        .orElseGet(() -> new Outcome.Refused(Refusal.unknownPrompt()));
  }

  private List<String> problems(McpSchema.Prompt prompt, Map<String, String> given) {
    List<String> problems = new ArrayList<>();
    if (given.size() > settings.input().properties()) {
      problems.add("there are more than " + settings.input().properties() + " arguments");
    }
    if (given.values().stream()
        .anyMatch(value -> value.length() > settings.input().textCharacters())) {
      problems.add(
          "an argument has more than " + settings.input().textCharacters() + " characters");
    }
    if (prompt.arguments() != null) {
      for (McpSchema.PromptArgument argument : prompt.arguments()) {
        if (Boolean.TRUE.equals(argument.required()) && !given.containsKey(argument.name())) {
          problems.add(argument.name() + " is required");
        }
      }
    }
    return problems;
  }

  /// Completes for what the caller may use; for the rest it answers as for something that has no
  /// suggestions.
  Outcome complete(Caller caller, Catalog catalog, McpSchema.CompleteRequest request) {
    CompleteCompletion none = new CompleteCompletion(List.of(), 0, false);
    if (!mayComplete(caller, catalog, request)) {
      return Resolver.completed(new Result.Completions(none));
    }
    for (CompletionProvider provider : catalog.completions()) {
      Optional<CompleteCompletion> found =
          provider.complete(
              request, caller, permission -> policy.permits(caller, Permission.toRead(permission)));
      if (found.isPresent()) {
        return Resolver.completed(new Result.Completions(found.get()));
      }
    }
    return Resolver.completed(new Result.Completions(none));
  }

  private boolean mayComplete(Caller caller, Catalog catalog, McpSchema.CompleteRequest request) {
    return switch (request.ref()) {
      case McpSchema.PromptReference prompt ->
          catalog.prompts().stream().anyMatch(provider -> mayGet(caller, provider, prompt.name()));
      // What a template completes to is filtered value by value, by the provider.
      default -> true;
    };
  }

  private static Optional<McpSchema.Prompt> named(PromptProvider provider, String name) {
    return provider.list().stream().filter(prompt -> prompt.name().equals(name)).findFirst();
  }

  private boolean mayGet(Caller caller, PromptProvider provider, String name) {
    return policy.permits(caller, Permission.toRead(provider.permission(name)));
  }
}
