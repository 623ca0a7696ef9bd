package dev.doorward.transport.http.auth;

import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// One API key that is accepted, and what its caller may do.
///
/// @param hash what is kept of the key
/// @param roles what the caller is given
/// @param scopes what narrows that; none means it may do nothing
/// @param expires when it stops being good; empty for a key that never does
/// @param client the client software that uses it
public record ApiKeyProfile(
    ApiKeyHash hash, Set<Role> roles, Set<Scope> scopes, Optional<Instant> expires, String client) {
  public ApiKeyProfile {
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
  }
}
