package dev.doorward.service;

import dev.doorward.caller.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Everything that can be asked for, sorted and immutable. A reload makes a new one and swaps it as
/// a whole.
public final class Catalog {
  private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
  private static final String CALL = "tools:call:";

  private final SequencedMap<String, Tool> tools;
  private final ConcurrentHashMap<String, ArgumentSchema> schemas = new ConcurrentHashMap<>();
  private final List<ResourceProvider> resources;
  private final Map<String, List<ResourceProvider>> resourcesByScheme;
  private final List<PromptProvider> prompts;
  private final List<CompletionProvider> completions;
  private final List<SkillProvider> skills;

  /// Gathers what the families bring.
  ///
  /// @throws IllegalArgumentException when a tool has a bad or doubled name or does not declare a
  ///   permission and scopes that fit; the server does not start with it
  public Catalog(List<Toolset> toolsets) {
    TreeMap<String, Tool> byName = new TreeMap<>();
    for (Toolset toolset : toolsets) {
      for (Tool tool : toolset.tools()) {
        add(byName, toolset, tool);
      }
    }
    this.tools = java.util.Collections.unmodifiableSequencedMap(byName);
    this.resources = toolsets.stream().flatMap(set -> set.resources().stream()).toList();
    this.resourcesByScheme = byScheme(resources);
    this.prompts = toolsets.stream().flatMap(set -> set.prompts().stream()).toList();
    this.completions = toolsets.stream().flatMap(set -> set.completions().stream()).toList();
    this.skills = toolsets.stream().flatMap(set -> set.skills().stream()).toList();
  }

  private static void add(Map<String, Tool> byName, Toolset toolset, Tool tool) {
    String name = tool.definition().name();
    if (!TOOL_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "toolset " + toolset.name() + ": tool names are " + TOOL_NAME.pattern());
    }
    String unguarded = unguarded(tool);
    if (!unguarded.isEmpty()) {
      throw new IllegalArgumentException(
          "toolset " + toolset.name() + ": tool " + name + " declares " + unguarded);
    }
    if (byName.put(name, tool) != null) {
      throw new IllegalArgumentException(
          "toolset " + toolset.name() + ": a tool named " + name + " exists already");
    }
  }

  /// What is wrong with what a tool declares of permission and scopes; empty when nothing is.
  private static String unguarded(Tool tool) {
    String permission = tool.permission();
    if (permission.length() <= CALL.length() || !permission.startsWith(CALL)) {
      return permission.isBlank() ? "no permission" : "a permission that is not " + CALL + "…";
    }
    Set<Scope> scopes = tool.scopes();
    if (scopes.isEmpty()) {
      return "no scopes";
    }
    for (Scope scope : scopes) {
      if (!Scope.ALL.contains(scope)) {
        return "the unknown scope " + scope.value();
      }
    }
    if (!scopes.contains(Scope.TOOLS_CALL)) {
      return "scopes without " + Scope.TOOLS_CALL.value();
    }
    return tool.effect() == Effect.WRITES && !scopes.contains(Scope.TOOLS_WRITE)
        ? "that it writes, but not the scope " + Scope.TOOLS_WRITE.value()
        : "";
  }

  private static Map<String, List<ResourceProvider>> byScheme(List<ResourceProvider> providers) {
    Map<String, List<ResourceProvider>> found = new TreeMap<>();
    for (ResourceProvider provider : providers) {
      for (String scheme : provider.schemes()) {
        found.computeIfAbsent(scheme, s -> new ArrayList<>()).add(provider);
      }
    }
    return found;
  }

  /// All tools, sorted by name.
  public Iterable<Tool> tools() {
    return tools.values();
  }

  /// The tool of this name.
  public Optional<Tool> tool(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  /// What is wrong with a call's arguments by the tool's input schema, which is compiled on its
  /// first call.
  ///
  /// @return sentences that name the place and the problem; empty when the arguments are valid
  public List<String> argumentProblems(Tool tool, JsonNode arguments) {
    ArgumentSchema schema = schemas.get(tool.definition().name());
    if (schema == null) {
      schema =
          schemas.computeIfAbsent(
              tool.definition().name(), n -> new ArgumentSchema(tool.definition().inputSchema()));
    }
    return schema.problems(arguments);
  }

  /// All resource providers in the order of their families.
  public List<ResourceProvider> resources() {
    return resources;
  }

  /// Who may answer for a URI, by its scheme; empty for an unknown scheme.
  public List<ResourceProvider> resourcesFor(String uri) {
    int colon = uri.indexOf(':');
    return colon < 1
        ? List.of()
        : resourcesByScheme.getOrDefault(
            uri.substring(0, colon).toLowerCase(Locale.ROOT), List.of());
  }

  /// All prompt providers.
  public List<PromptProvider> prompts() {
    return prompts;
  }

  /// All completion providers.
  public List<CompletionProvider> completions() {
    return completions;
  }

  /// All skill providers.
  public List<SkillProvider> skills() {
    return skills;
  }
}
