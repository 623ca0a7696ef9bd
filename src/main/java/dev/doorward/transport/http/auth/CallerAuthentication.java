package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import dev.doorward.caller.Role;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import java.util.Collection;
import java.util.Map;

/// A caller in the shape the framework's rules understand.
///
/// @param caller who was authenticated
/// @param news whether nothing is remembered of the credential and the connection has not been this
///   caller's before, so that the audit trail must be told
public record CallerAuthentication(Caller caller, boolean news) implements Authentication {
  private static final long serialVersionUID = 1L;

  /// A caller of whom the audit trail knows, or hears elsewhere.
  public CallerAuthentication(Caller caller) {
    this(caller, false);
  }

  /// Notes that the audit trail has been told, so that the connection's next request is no news.
  public void told(HttpRequest<?> request) {
    ToldCallers.note(request, caller);
  }

  @Override
  public String getName() {
    return caller.id().subject();
  }

  @Override
  public Map<String, Object> getAttributes() {
    return Map.of();
  }

  @Override
  public Collection<String> getRoles() {
    return caller.roles().stream().map(Role::name).toList();
  }
}
