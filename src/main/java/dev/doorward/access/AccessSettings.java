package dev.doorward.access;

import dev.doorward.caller.Role;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What roles and scopes mean and which role the local caller has.
///
/// @param preset whether roles and scopes decide at all
/// @param scopes what the scopes of a token are for
/// @param roles every role with its permission patterns: the shipped ones, replaced or extended by
///   the operator's
/// @param stdioRole the role of the caller at the stdio door
@Introspected
public record AccessSettings(
    Preset preset, ScopeUse scopes, Map<Role, List<String>> roles, Role stdioRole) {

  /// Whether roles and scopes decide at all.
  public enum Preset {
    /// They do.
    STRICT,
    /// Every authenticated caller may do everything: for development on one machine.
    PERMISSIVE
  }

  /// What the scopes of a token are for.
  public enum ScopeUse {
    /// An operation needs its scopes; a token without any may do nothing.
    REQUIRED,
    /// They are not looked at, for an issuer that cannot give out ours; roles alone decide.
    IGNORED
  }

  /// What holds when nothing else is configured: strict, scopes required, the shipped roles, and
  /// `developer` over stdio.
  public static final AccessSettings DEFAULTS =
      new AccessSettings(
          Preset.STRICT, ScopeUse.REQUIRED, AccessPolicy.defaultRoles(), Role.DEVELOPER);

  public AccessSettings {
    roles = Map.copyOf(roles);
  }

  /// The shipped roles with the operator's put over them.
  public static AccessSettings with(
      Preset preset, ScopeUse scopes, Map<Role, List<String>> operators, Role stdioRole) {
    Map<Role, List<String>> all = new TreeMap<>(AccessPolicy.defaultRoles());
    all.putAll(operators);
    return new AccessSettings(preset, scopes, all, stdioRole);
  }

  /// Whether a token needs scopes, so that clients must be told which to ask for.
  public boolean scopesDecide() {
    return preset == Preset.STRICT && scopes == ScopeUse.REQUIRED;
  }

  /// The roles that are not as shipped, sorted.
  public Set<Role> operators() {
    Map<Role, List<String>> shipped = AccessPolicy.defaultRoles();
    Set<Role> own = new TreeSet<>();
    roles.forEach(
        (role, patterns) -> {
          if (!patterns.equals(shipped.get(role))) {
            own.add(role);
          }
        });
    return own;
  }
}
