package dev.doorward.access;

import dev.doorward.caller.Caller;
import dev.doorward.caller.Role;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The decision whether a caller may do something. Pure: the same caller and permission always give
/// the same answer, and lists and calls ask it the same question.
public final class AccessPolicy {
  private final Map<Role, List<Grant>> grants;

  /// @param patterns role name to permission patterns, for example `viewer` to `resources:read:**`
  public AccessPolicy(Map<Role, List<String>> patterns) {
    Map<Role, List<Grant>> compiled = new TreeMap<>();
    patterns.forEach((role, texts) -> compiled.put(role, texts.stream().map(Grant::new).toList()));
    this.grants = Map.copyOf(compiled);
  }

  /// The roles Doorward ships: `admin` everything, `developer` everything that only reads, `viewer`
  /// lists and reads.
  public static Map<Role, List<String>> defaultRoles() {
    return Map.of(
        Role.ADMIN, List.of("**"),
        Role.DEVELOPER, List.of("** (reads)"),
        Role.VIEWER,
            List.of(
                "tools:list",
                "tools:call:list_*",
                "tools:call:read_*",
                "resources:list",
                "resources:read:**",
                "prompts:list",
                "prompts:get:**",
                "skills:list",
                "skills:read:**",
                "completion",
                "logging",
                "subscriptions"));
  }

  /// Tells whether any role of the caller grants the permission. A role nobody wrote down grants
  /// nothing.
  public boolean permits(Caller caller, Permission permission) {
    for (Role role : caller.roles()) {
      for (Grant grant : grants.getOrDefault(role, List.of())) {
        if (grant.covers(permission)) {
          return true;
        }
      }
    }
    return false;
  }

  /// The names of the roles this policy knows, sorted.
  public List<String> roleNames() {
    return grants.keySet().stream()
        .map(Role::name)
        .sorted()
        .collect(Collectors.toUnmodifiableList());
  }
}
