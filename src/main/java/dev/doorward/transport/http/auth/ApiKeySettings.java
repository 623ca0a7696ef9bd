package dev.doorward.transport.http.auth;

import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import io.micronaut.core.annotation.Introspected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The short way to accept one API key, given as it is and not as its hash.
///
/// @param secret the key; empty when there is none
/// @param role what its caller is given
/// @param scopes what narrows that
@Introspected
public record ApiKeySettings(Optional<Secret> secret, Role role, List<String> scopes) {
  /// What holds when nothing else is configured: no key; one that is given only lists tools and
  /// reads resources.
  public static final ApiKeySettings DEFAULTS =
      new ApiKeySettings(Optional.empty(), Role.USER, basic());

  public ApiKeySettings {
    scopes = List.copyOf(scopes);
  }

  // A loop: the local door loads this class before its first answer.
  private static List<String> basic() {
    List<String> names = new ArrayList<>();
    for (Scope scope : Scope.BASIC) {
      names.add(scope.value());
    }
    return names;
  }
}
