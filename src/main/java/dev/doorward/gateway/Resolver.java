package dev.doorward.gateway;

import dev.doorward.access.AccessPolicy;
import dev.doorward.access.Permission;
import dev.doorward.caller.Caller;
import dev.doorward.service.Arguments;
import dev.doorward.service.Catalog;
import dev.doorward.service.Effect;
import dev.doorward.service.InputLimits;
import dev.doorward.service.Tool;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds what a request is about and asks whether the caller may have it. What is hidden is
/// answered like what is absent, and a list shows exactly what the same decision would let the
/// caller use.
final class Resolver {
  private final AccessPolicy policy;
  private final GatewaySettings settings;
  private final ResourceWork resources;
  private final PromptWork prompts;
  private final SkillWork skills;

  Resolver(AccessPolicy policy, GatewaySettings settings) {
    this.policy = policy;
    this.settings = settings;
    this.resources = new ResourceWork(policy, settings);
    this.prompts = new PromptWork(policy, settings);
    this.skills = new SkillWork(policy, settings);
  }

  /// What access says.
  sealed interface Resolution {}

  /// The caller may; this is the work.
  record Granted(Work work) implements Resolution {}

  /// The caller may not, or there is nothing.
  record Denied(Refusal refusal) implements Resolution {}

  Resolution resolve(Caller caller, Request request, Catalog catalog) {
    return switch (request) {
      // Whoever is authenticated may learn what kind of server this is.
      case Request.Describe ignored ->
          new Granted(Work.immediate(call -> completed(describe(catalog))));
      case Request.Ping ignored ->
          new Granted(Work.immediate(call -> completed(new Result.Done())));
      case Request.ListTools list ->
          permitted(caller, "tools:list", Work.immediate(call -> listTools(caller, catalog, list)));
      case Request.CallTool call -> callTool(caller, catalog, call);
      case Request.ListResources list ->
          permitted(
              caller,
              "resources:list",
              Work.waiting(call -> resources.list(caller, catalog, list.cursor())));
      case Request.ListTemplates list ->
          permitted(
              caller,
              "resources:list",
              Work.immediate(call -> resources.templates(catalog, list.cursor())));
      case Request.ReadResource read -> resources.read(caller, catalog, read.uri());
      case Request.ReadDirectory read ->
          skills.directory(caller, catalog, read.uri(), read.cursor());
      case Request.ListPrompts list ->
          permitted(
              caller,
              "prompts:list",
              Work.waiting(call -> prompts.list(caller, catalog, list.cursor())));
      case Request.GetPrompt get -> prompts.get(caller, catalog, get);
      case Request.Complete complete ->
          permitted(
              caller,
              "completion",
              Work.waiting(call -> prompts.complete(caller, catalog, complete.request())));
      case Request.SetLevel ignored ->
          permitted(caller, "logging", Work.immediate(call -> completed(new Result.Done())));
      case Request.Watch watch ->
          permitted(
              caller,
              "subscriptions",
              Work.immediate(call -> resources.watch(caller, catalog, watch)));
      case Request.Unwatch ignored ->
          permitted(caller, "subscriptions", Work.immediate(call -> completed(new Result.Done())));
      case Request.ListSkills list ->
          permitted(
              caller,
              "skills:list",
              Work.waiting(call -> skills.list(caller, catalog, list.cursor())));
      case Request.GetSkill get -> skills.get(caller, catalog, get.uri());
    };
  }

  private Resolution permitted(Caller caller, String permission, Work work) {
    return policy.permits(caller, Permission.toRead(permission))
        ? new Granted(work)
        : new Denied(Refusal.unknownMethod());
  }

  private Resolution callTool(Caller caller, Catalog catalog, Request.CallTool request) {
    Tool tool = catalog.tool(request.name()).orElse(null);
    if (tool == null || !mayUse(caller, tool)) {
      return new Denied(Refusal.unknownTool());
    }
    Arguments arguments = new Arguments(request.arguments());
    return new Granted(
        new Work(
            tool.blocking(),
            () -> inputProblem(catalog, tool, arguments),
            call -> completed(new Result.Called(tool.call(arguments, call)))));
  }

  Optional<McpSchema.Tool> definition(Caller caller, String name, Catalog catalog) {
    return catalog.tool(name).filter(tool -> mayUse(caller, tool)).map(Tool::definition);
  }

  private @Nullable Refusal inputProblem(Catalog catalog, Tool tool, Arguments arguments) {
    InputLimits limits = limitsOf(tool);
    String beyond = ArgumentLimits.problem(arguments.json(), limits);
    if (beyond != null) {
      return Refusal.invalidArguments(List.of(beyond));
    }
    List<String> problems = catalog.argumentProblems(tool, arguments.json());
    return problems.isEmpty() ? null : Refusal.invalidArguments(problems);
  }

  /// What the operator wrote for this tool, else what the tool asks for, else what holds for all.
  private InputLimits limitsOf(Tool tool) {
    InputLimits written = settings.inputOverrides().get(tool.definition().name());
    return written != null ? written : tool.inputLimits().orElse(settings.input());
  }

  private Outcome listTools(Caller caller, Catalog catalog, Request.ListTools request) {
    return Pages.of(
        Result.Kind.TOOLS,
        catalog.tools(),
        tool -> mayUse(caller, tool),
        tool -> tool.definition().name(),
        Tool::definition,
        request.cursor(),
        settings.pageSize());
  }

  private boolean mayUse(Caller caller, Tool tool) {
    return policy.permits(caller, new Permission(tool.permission(), tool.effect() == Effect.READS));
  }

  private static Result.Described describe(Catalog catalog) {
    return new Result.Described(
        catalog.tools().iterator().hasNext(),
        !catalog.resources().isEmpty(),
        !catalog.prompts().isEmpty(),
        !catalog.completions().isEmpty(),
        !catalog.skills().isEmpty());
  }

  static Outcome completed(Result result) {
    return new Outcome.Completed(result);
  }
}
