package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Caller;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ClaimedCallerTest {
  @Test
  void readsScopesAsTextOrArrayUnderEitherName() {
    assertThat(scopes(Map.of("scope", "mcp:tools.read  mcp:tools.call")))
        .containsExactlyInAnyOrder("mcp:tools.read", "mcp:tools.call");
    assertThat(scopes(Map.of("scp", "a b"))).containsExactlyInAnyOrder("a", "b");
    assertThat(scopes(Map.of("scp", List.of("a", "b")))).containsExactlyInAnyOrder("a", "b");
    assertThat(scopes(Map.of("scope", "a", "scp", "b"))).containsExactly("a");
    assertThat(scopes(Map.of())).isEmpty();
    assertThat(scopes(Map.of("scope", 7))).isEmpty();
  }

  @Test
  void takesNoScopeOfAnotherClaimWhenOneIsNamed() {
    TrustedIssuer.Names named =
        new TrustedIssuer.Names("sub", "azp", "roles", Optional.of("permissions"));

    assertThat(caller(Map.of("scope", "a", "permissions", List.of("b")), named).scopes())
        .containsExactly(new Scope("b"));
  }

  @Test
  void findsRolesUnderAPathAndUnderANameWithDots() {
    assertThat(
            roles("realm_access.roles", Map.of("realm_access", Map.of("roles", List.of("viewer")))))
        .containsExactly(Role.VIEWER);
    assertThat(
            roles(
                "https://mcp.example.org/roles", Map.of("https://mcp.example.org/roles", "viewer")))
        .containsExactly(Role.VIEWER);
    assertThat(roles("roles", Map.of("roles", List.of("viewer", "Not A Role", 7))))
        .containsExactly(Role.VIEWER);
    assertThat(roles("a.b.c", Map.of("a", "x"))).isEmpty();
  }

  @Test
  void namesTheCallerByTheClaimOfItsProfile() {
    TrustedIssuer.Names entra = new TrustedIssuer.Names("oid", "azp", "roles", Optional.empty());

    Caller caller = caller(Map.of("oid", "o-1", "azp", "app"), entra);

    assertThat(caller.id().subject()).isEqualTo("o-1");
    assertThat(caller.clientId()).isEqualTo("app");
  }

  private static Set<String> scopes(Map<String, Object> claims) {
    return caller(claims, TrustedIssuer.Names.USUAL).scopes().stream()
        .map(Scope::value)
        .collect(Collectors.toSet());
  }

  private static Set<Role> roles(String claim, Map<String, Object> claims) {
    return caller(claims, new TrustedIssuer.Names("sub", "azp", claim, Optional.empty())).roles();
  }

  private static Caller caller(Map<String, Object> claims, TrustedIssuer.Names names) {
    Map<String, Object> all = new HashMap<>(claims);
    all.put("sub", "alice");
    return ClaimedCaller.of(all, "https://login.example.org/", names);
  }
}
