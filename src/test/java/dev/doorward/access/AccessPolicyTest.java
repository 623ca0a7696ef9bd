package dev.doorward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessPolicyTest {
  private static final AccessPolicy SHIPPED = new AccessPolicy(AccessPolicy.defaultRoles());

  private static Caller with(String... roles) {
    return new Caller(
        new CallerId("issuer", "ada"),
        Set.of(roles).stream().map(Role::new).collect(java.util.stream.Collectors.toSet()),
        Set.of(),
        "tests",
        Door.HTTP);
  }

  @ParameterizedTest
  @CsvSource({
    "admin, tools:call:anything, false, true",
    "developer, tools:call:echo, true, true",
    "developer, tools:call:write_file, false, false",
    "viewer, tools:call:list_skills, true, true",
    "viewer, tools:call:echo, true, false",
    "viewer, resources:read:file:///a/b.md, true, true",
    "viewer, skills:read:acme/refunds, true, true",
    "nobody, tools:list, true, false",
  })
  void decidesByRole(String role, String permission, boolean readsOnly, boolean expected) {
    assertThat(SHIPPED.permits(with(role), new Permission(permission, readsOnly)))
        .isEqualTo(expected);
  }

  @Test
  void grantsNothingWithoutRoles() {
    assertThat(SHIPPED.permits(with(), Permission.toRead("tools:list"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "skills:read:acme/**, skills:read:acme/billing/refunds, true",
    "skills:read:acme/**, skills:read:acmeevil/refunds, false",
    "skills:read:acme/*, skills:read:acme/refunds, true",
    "skills:read:acme/*, skills:read:acme/billing/refunds, false",
    "resources:read:**/public/**, resources:read:file:///x/public/y, true",
    "resources:read:**/public/**, resources:read:file:///x/private/y, false",
    "tools:call:a.c, tools:call:abc, false",
    "tools:call:read_*, tools:call:read_, true",
  })
  void readsPatterns(String pattern, String permission, boolean expected) {
    AccessPolicy policy = new AccessPolicy(Map.of(new Role("tester"), List.of(pattern)));
    assertThat(policy.permits(with("tester"), Permission.toRead(permission))).isEqualTo(expected);
  }

  @Test
  void refusesAnEmptyPattern() {
    assertThatThrownBy(() -> new AccessPolicy(Map.of(new Role("tester"), List.of(" "))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
