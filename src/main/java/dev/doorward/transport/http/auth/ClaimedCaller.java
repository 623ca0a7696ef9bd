package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the caller of claims that have been found good.
final class ClaimedCaller {
  private static final int MOST_ROLES = 64;
  private static final int MOST_SCOPES = 64;
  private static final int LONGEST_CLIENT = 256;
  private static final int LONGEST_CREDENTIAL = 512;

  private ClaimedCaller() {}

  /// The caller whom an issuer vouches for.
  static Caller of(Map<String, Object> claims, String issuer, TrustedIssuer.Names names) {
    return new Caller(
        new CallerId(issuer, String.valueOf(claims.get(names.subject()))),
        roles(at(claims, names.roles())),
        scopes(
            names
                .scopes()
                .map(claims::get)
                .orElseGet(
                    () -> claims.containsKey("scope") ? claims.get("scope") : claims.get("scp"))),
        client(claims, names.client()),
        Door.HTTP,
        credential(claims.get("jti")));
  }

  /// The token's id, for blocks; one that nobody could write into a block counts as none.
  private static String credential(@Nullable Object id) {
    return id instanceof String text && text.length() <= LONGEST_CREDENTIAL ? text : "";
  }

  /// The value under a name, or under a path of names joined by dots; a name may have dots itself.
  static @Nullable Object at(Map<String, Object> claims, String path) {
    if (claims.containsKey(path)) {
      return claims.get(path);
    }
    Object at = claims;
    for (String step : path.split("\\.", -1)) {
      at = at instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return at;
  }

  private static Set<Role> roles(@Nullable Object claim) {
    Set<Role> roles = new HashSet<>();
    for (Object name : several(claim)) {
      if (roles.size() < MOST_ROLES && name instanceof String text && Role.isWellFormed(text)) {
        roles.add(new Role(text));
      }
    }
    return roles;
  }

  private static Collection<?> several(@Nullable Object claim) {
    return claim instanceof Collection<?> many
        ? many
        : claim instanceof String one ? List.of(one) : List.of();
  }

  /// A text with spaces (RFC 8693, section 4.2) or an array; what comes after the first 64 is left
  /// out, which can only narrow.
  private static Set<Scope> scopes(@Nullable Object claim) {
    Collection<?> written =
        claim instanceof String text ? List.of(text.split(" ", -1)) : several(claim);
    Set<Scope> scopes = new HashSet<>();
    for (Object one : written) {
      if (scopes.size() < MOST_SCOPES && one instanceof String text && !text.isEmpty()) {
        scopes.add(Scope.of(text));
      }
    }
    return scopes;
  }

  private static String client(Map<String, Object> claims, String name) {
    for (String candidate : List.of(name, "client_id", "azp")) {
      if (claims.get(candidate) instanceof String text
          && !text.isBlank()
          && text.length() <= LONGEST_CLIENT) {
        return text;
      }
    }
    return "unknown";
  }
}
