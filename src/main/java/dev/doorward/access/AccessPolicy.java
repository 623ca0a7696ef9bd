package dev.doorward.access;

import dev.doorward.caller.Caller;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The decision whether a caller may do something: a role must grant it, and its credential's
/// scopes must not leave it out. Pure: the same caller and permission always give the same answer,
/// and lists and calls ask it the same question.
public final class AccessPolicy {
  private final Map<Role, List<Grant>> grants;
  private final boolean everything;
  private final boolean scopesNarrow;

  /// The policy of the settings.
  public AccessPolicy(AccessSettings settings) {
    this(
        settings.roles(),
        settings.preset() == AccessSettings.Preset.PERMISSIVE,
        settings.scopes() == AccessSettings.ScopeUse.REQUIRED);
  }

  /// A strict policy.
  ///
  /// @param patterns role name to permission patterns, for example `viewer` to `resources:read:**`
  public AccessPolicy(Map<Role, List<String>> patterns) {
    this(patterns, false, true);
  }

  private AccessPolicy(Map<Role, List<String>> patterns, boolean everything, boolean scopesNarrow) {
    Map<Role, List<Grant>> compiled = new TreeMap<>();
    patterns.forEach((role, texts) -> compiled.put(role, texts.stream().map(Grant::new).toList()));
    this.grants = Map.copyOf(compiled);
    this.everything = everything;
    this.scopesNarrow = scopesNarrow;
  }

  /// The roles Doorward ships: `admin` everything, `developer` everything that only reads and what
  /// writes in its own workspace and memory, `viewer` lists and reads, `user` sees tools and reads
  /// resources, `service` calls tools and reads what is public.
  public static Map<Role, List<String>> defaultRoles() {
    return Map.of(
        Role.ADMIN,
        List.of("**"),
        Role.DEVELOPER,
        List.of(
            "** (reads)",
            "tools:call:write_file",
            "tools:call:edit_file",
            "tools:call:create_directory",
            "tools:call:move",
            "tools:call:delete",
            "tools:call:memory_*"),
        Role.VIEWER,
        List.of(
            "tools:list",
            "tools:call:list_* (reads)",
            "tools:call:read_* (reads)",
            "resources:list",
            "resources:read:**",
            "prompts:list",
            "prompts:get:**",
            "skills:list",
            "skills:read:**",
            "completion",
            "logging",
            "subscriptions"),
        Role.USER,
        List.of("tools:list", "tools:list:**", "resources:list", "resources:read:**"),
        Role.SERVICE,
        List.of(
            "tools:list",
            "tools:call:**",
            "resources:list",
            "resources:read:**/public/**",
            "skills:list",
            "skills:read:public/**",
            "skills:read:**/public/**"));
  }

  /// Judges what a caller asks for. A role nobody wrote down grants nothing.
  public Verdict judge(Caller caller, Permission permission) {
    if (!grants(caller, permission)) {
      return Verdict.HIDDEN;
    }
    return inScope(caller, permission) ? Verdict.GRANTED : Verdict.NARROWED;
  }

  /// Tells whether roles and scopes allow it.
  public boolean permits(Caller caller, Permission permission) {
    return inScope(caller, permission) && grants(caller, permission);
  }

  /// Tells whether any role of the caller grants it, whatever its credential's scopes say.
  public boolean grants(Caller caller, Permission permission) {
    if (everything) {
      return true;
    }
    for (Role role : caller.roles()) {
      for (Grant grant : grants.getOrDefault(role, List.of())) {
        if (grant.covers(permission)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean inScope(Caller caller, Permission permission) {
    if (!scopesNarrow || everything) {
      return true;
    }
    for (Scope scope : permission.scopes()) {
      if (!caller.scopes().contains(scope)) {
        return false;
      }
    }
    return true;
  }

  /// The names of the roles this policy knows, sorted.
  public List<String> roleNames() {
    return grants.keySet().stream()
        .map(Role::name)
        .sorted()
        .collect(Collectors.toUnmodifiableList());
  }

  /// Tells whether a pattern can cover a permission of a kind that exists.
  ///
  /// @throws IllegalArgumentException for an empty pattern
  public static boolean reachesAnything(String pattern) {
    return new Grant(pattern).reachesAnything();
  }

  /// The first pattern that names single tools and covers none of those there are; empty when every
  /// one does.
  ///
  /// @param tools the permissions to call and to see each tool
  public static Optional<String> toolless(List<String> patterns, List<Permission> tools) {
    return patterns.stream()
        .filter(Kind::namesTools)
        .filter(pattern -> tools.stream().noneMatch(new Grant(pattern)::covers))
        .findFirst();
  }
}
