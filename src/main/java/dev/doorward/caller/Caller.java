package dev.doorward.caller;

import java.util.Set;

/// An authenticated caller at one door. Only the doors make one.
///
/// @param id who it is
/// @param roles what it was given; empty means it may do nothing
/// @param scopes what its credential narrows that to; empty means it may do nothing, and a
///   credential that narrows nothing gives [Scope#ALL]
/// @param clientId the client software that speaks for it, for logs and audit
/// @param door where it came in
public record Caller(CallerId id, Set<Role> roles, Set<Scope> scopes, String clientId, Door door) {
  public Caller {
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
  }
}
