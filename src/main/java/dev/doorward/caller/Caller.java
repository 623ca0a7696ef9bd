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
/// @param credential the id of the token that vouches for it, at most 512 characters; empty when it
///   has none
public record Caller(
    CallerId id,
    Set<Role> roles,
    Set<Scope> scopes,
    String clientId,
    Door door,
    String credential) {
  public Caller {
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
  }

  /// A caller whose credential has no id.
  public Caller(CallerId id, Set<Role> roles, Set<Scope> scopes, String clientId, Door door) {
    this(id, roles, scopes, clientId, door, "");
  }
}
