package dev.doorward.gateway;

import dev.doorward.access.AccessPolicy;
import dev.doorward.access.Permission;
import dev.doorward.caller.Caller;
import dev.doorward.service.Arguments;
import dev.doorward.service.Catalog;
import dev.doorward.service.Change;
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
  private static final Permission LIST_TOOLS = Permission.toRead("tools:list");
  private static final Permission LIST_RESOURCES = Permission.toRead("resources:list");
  private static final Permission LIST_PROMPTS = Permission.toRead("prompts:list");
  private static final Permission LIST_SKILLS = Permission.toRead("skills:list");
  private static final Permission COMPLETE = Permission.toRead("completion");
  private static final Permission SET_LEVEL = Permission.toRead("logging");
  private static final Permission SUBSCRIBE = Permission.toRead("subscriptions");

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
          permitted(caller, LIST_TOOLS, Work.immediate(call -> listTools(caller, catalog, list)));
      case Request.CallTool call -> callTool(caller, catalog, call);
      case Request.ListResources list ->
          permitted(
              caller,
              LIST_RESOURCES,
              Work.waiting(call -> resources.list(caller, catalog, list.cursor())));
      case Request.ListTemplates list ->
          permitted(
              caller,
              LIST_RESOURCES,
              Work.immediate(call -> resources.templates(catalog, list.cursor())));
      case Request.ReadResource read -> resources.read(caller, catalog, read.uri());
      case Request.ReadDirectory read ->
          skills.directory(caller, catalog, read.uri(), read.cursor());
      case Request.ListPrompts list ->
          permitted(
              caller,
              LIST_PROMPTS,
              Work.waiting(call -> prompts.list(caller, catalog, list.cursor())));
      case Request.GetPrompt get -> prompts.get(caller, catalog, get);
      case Request.Complete complete ->
          permitted(
              caller,
              COMPLETE,
              Work.waiting(call -> prompts.complete(caller, catalog, complete.request())));
      case Request.SetLevel ignored ->
          permitted(caller, SET_LEVEL, Work.immediate(call -> completed(new Result.Done())));
      case Request.Watch watch -> resources.watch(caller, catalog, watch, SUBSCRIBE);
      case Request.Unwatch ignored ->
          permitted(caller, SUBSCRIBE, Work.immediate(call -> completed(new Result.Done())));
      case Request.ListSkills list ->
          permitted(
              caller,
              LIST_SKILLS,
              Work.waiting(call -> skills.list(caller, catalog, list.cursor())));
      case Request.GetSkill get -> skills.get(caller, catalog, get.uri());
    };
  }

  private Resolution permitted(Caller caller, Permission permission, Work work) {
    return switch (policy.judge(caller, permission)) {
      case GRANTED -> new Granted(work);
      case NARROWED -> new Denied(Refusal.insufficientScope(permission.scopes()));
      case HIDDEN -> new Denied(Refusal.unknownMethod());
    };
  }

  private Resolution callTool(Caller caller, Catalog catalog, Request.CallTool request) {
    Tool tool = catalog.tool(request.name()).orElse(null);
    if (tool == null) {
      return new Denied(Refusal.unknownTool());
    }
    return switch (policy.judge(caller, ToolPermissions.toCall(tool))) {
      case GRANTED -> granted(catalog, tool, request);
      case NARROWED -> new Denied(Refusal.insufficientScope(tool.scopes()));
      case HIDDEN -> new Denied(Refusal.unknownTool());
    };
  }

  private Resolution granted(Catalog catalog, Tool tool, Request.CallTool request) {
    Arguments arguments = new Arguments(request.arguments());
    return new Granted(
        new Work(
            tool.blocking(),
            () -> inputProblem(catalog, tool, arguments),
            call -> completed(new Result.Called(tool.call(arguments, call)))));
  }

  Optional<McpSchema.Tool> definition(Caller caller, String name, Catalog catalog) {
    return catalog
        .tool(name)
        .filter(tool -> policy.grants(caller, ToolPermissions.toCall(tool)))
        .map(Tool::definition);
  }

  boolean subscribes(Caller caller) {
    return policy.permits(caller, SUBSCRIBE);
  }

  /// Whoever may not list a kind of thing does not hear that its list has changed.
  boolean hears(Caller caller, Change change, Catalog catalog) {
    return switch (change) {
      case Change.Tools _ -> policy.permits(caller, LIST_TOOLS);
      case Change.Prompts _ -> policy.permits(caller, LIST_PROMPTS);
      case Change.Resources _ -> policy.permits(caller, LIST_RESOURCES);
      case Change.Updated(String uri) ->
          subscribes(caller) && resources.mayRead(caller, catalog, uri);
    };
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
        tool -> maySee(caller, tool),
        tool -> tool.definition().name(),
        Tool::definition,
        request.cursor(),
        settings.pageSize());
  }

  /// Whoever may call a tool sees it, and whoever may see it without calling it. The scopes to call
  /// it are asked for when it is called: a client can only get them for what it knows of.
  private boolean maySee(Caller caller, Tool tool) {
    return policy.grants(caller, ToolPermissions.toCall(tool))
        || policy.grants(caller, ToolPermissions.toSee(tool));
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
