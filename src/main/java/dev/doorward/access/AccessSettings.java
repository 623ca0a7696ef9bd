package dev.doorward.access;

import dev.doorward.caller.Role;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What roles mean and which one the local caller has.
///
/// @param roles every role with its permission patterns: the shipped ones, replaced or extended by
///   the operator's
/// @param stdioRole the role of the caller at the stdio door
@Introspected
public record AccessSettings(Map<Role, List<String>> roles, Role stdioRole) {
  /// What holds when nothing else is configured: the shipped roles, and `developer` over stdio.
  public static final AccessSettings DEFAULTS =
      new AccessSettings(AccessPolicy.defaultRoles(), Role.DEVELOPER);

  public AccessSettings {
    roles = Map.copyOf(roles);
  }

  /// The shipped roles with the operator's put over them.
  public static AccessSettings with(Map<Role, List<String>> operators, Role stdioRole) {
    Map<Role, List<String>> all = new TreeMap<>(AccessPolicy.defaultRoles());
    all.putAll(operators);
    return new AccessSettings(all, stdioRole);
  }
}
