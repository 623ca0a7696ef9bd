package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import dev.doorward.caller.Role;
import io.micronaut.security.authentication.Authentication;
import java.util.Collection;
import java.util.Map;

/// A caller in the shape the framework's rules understand.
///
/// @param caller who was authenticated
public record CallerAuthentication(Caller caller) implements Authentication {
  private static final long serialVersionUID = 1L;

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
