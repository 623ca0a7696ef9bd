package dev.doorward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessPolicyTest {
  private static final AccessPolicy SHIPPED = new AccessPolicy(AccessPolicy.defaultRoles());

  private static Caller scoped(String role, String... scopes) {
    return new Caller(
        new CallerId("issuer", "ada"),
        Set.of(new Role(role)),
        Set.of(scopes).stream().map(Scope::of).collect(java.util.stream.Collectors.toSet()),
        "tests",
        Door.HTTP);
  }

  private static Caller with(String... roles) {
    return new Caller(
        new CallerId("issuer", "ada"),
        Set.of(roles).stream().map(Role::new).collect(java.util.stream.Collectors.toSet()),
        Scope.ALL,
        "tests",
        Door.HTTP);
  }

  @ParameterizedTest
  @CsvSource({
    "admin, tools:call:anything, false, true",
    "developer, tools:call:echo, true, true",
    "developer, tools:call:write_file, false, true",
    "developer, tools:call:memory_put, false, true",
    "developer, tools:call:run_command, false, false",
    "viewer, tools:call:list_and_write, false, false",
    "user, tools:list, true, true",
    "user, tools:list:echo, true, true",
    "user, tools:call:echo, true, false",
    "user, resources:read:file:///a/b.md, true, true",
    "user, skills:read:acme/refunds, true, false",
    "service, tools:call:run_command, false, true",
    "service, resources:read:file:///public/a.md, true, true",
    "service, resources:read:file:///private/a.md, true, false",
    "service, skills:read:public/refunds, true, true",
    "service, skills:read:acme/refunds, true, false",
    "service, prompts:list, true, false",
    "viewer, tools:call:list_skills, true, true",
    "viewer, tools:call:echo, true, false",
    "viewer, resources:read:file:///a/b.md, true, true",
    "viewer, skills:read:acme/refunds, true, true",
    "nobody, tools:list, true, false",
  })
  void decidesByRole(String role, String permission, boolean readsOnly, boolean expected) {
    assertThat(
            SHIPPED.permits(
                with(role), new Permission(permission, readsOnly, Set.of(Scope.TOOLS_CALL))))
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

  @ParameterizedTest
  @CsvSource({
    "tools:list, mcp:tools.read, GRANTED",
    "tools:list, mcp:tools.readall, NARROWED",
    "tools:list, mcp:tools.rea, NARROWED",
    "tools:list, MCP:tools.read, NARROWED",
    "tools:list, mcp:tools, NARROWED",
    "tools:list, mcp:*, NARROWED",
    "tools:list, openid, NARROWED",
    "tools:list, mcp:tools.call, NARROWED",
    "tools:call:echo, mcp:tools.call, GRANTED",
    "resources:list, mcp:resources.read, GRANTED",
    "resources:read:file:///a, mcp:resources.read, GRANTED",
    "prompts:get:a, mcp:prompts.read, GRANTED",
    "skills:read:a, mcp:skills.read, GRANTED",
    "skills:read:a, mcp:resources.read, NARROWED",
    "completion, mcp:completion.read, GRANTED",
    "logging, mcp:logging.write, GRANTED",
    "subscriptions, mcp:subscriptions.read, GRANTED",
  })
  void comparesScopesWhole(String permission, String scope, Verdict expected) {
    assertThat(SHIPPED.judge(scoped("admin", scope), Permission.toRead(permission)))
        .isEqualTo(expected);
  }

  @Test
  void takesNoScopesForNone() {
    Permission list = Permission.toRead("tools:list");
    assertThat(SHIPPED.judge(scoped("admin"), list)).isEqualTo(Verdict.NARROWED);
    assertThat(SHIPPED.permits(scoped("admin"), list)).isFalse();
  }

  @Test
  void needsEveryScopeOfAnOperation() {
    Permission both =
        new Permission("tools:call:a", false, Set.of(Scope.TOOLS_CALL, Scope.TOOLS_WRITE));
    assertThat(SHIPPED.judge(scoped("admin", "mcp:tools.call"), both)).isEqualTo(Verdict.NARROWED);
    assertThat(SHIPPED.judge(scoped("admin", "mcp:tools.write"), both)).isEqualTo(Verdict.NARROWED);
    assertThat(SHIPPED.judge(scoped("admin", "mcp:tools.call", "mcp:tools.write"), both))
        .isEqualTo(Verdict.GRANTED);
  }

  @Test
  void widensNothingByScopes() {
    assertThat(
            SHIPPED.judge(scoped("viewer", "mcp:tools.call"), Permission.toRead("tools:call:echo")))
        .isEqualTo(Verdict.HIDDEN);
  }

  @Test
  void letsRolesAloneDecideWhereScopesAreIgnored() {
    AccessPolicy policy = policy(AccessSettings.Preset.STRICT, AccessSettings.ScopeUse.IGNORED);
    assertThat(policy.judge(scoped("viewer"), Permission.toRead("tools:list")))
        .isEqualTo(Verdict.GRANTED);
    assertThat(policy.judge(scoped("viewer"), Permission.toRead("tools:call:echo")))
        .isEqualTo(Verdict.HIDDEN);
  }

  @Test
  void grantsEverythingWherePermissive() {
    AccessPolicy policy =
        policy(AccessSettings.Preset.PERMISSIVE, AccessSettings.ScopeUse.REQUIRED);
    assertThat(policy.judge(scoped("nobody"), Permission.toRead("tools:call:echo")))
        .isEqualTo(Verdict.GRANTED);
  }

  private static AccessPolicy policy(AccessSettings.Preset preset, AccessSettings.ScopeUse scopes) {
    return new AccessPolicy(AccessSettings.with(preset, scopes, Map.of(), Role.VIEWER));
  }

  @ParameterizedTest
  @CsvSource({
    "**, true",
    "** (reads), true",
    "tools:**, true",
    "tools:list, true",
    "tools:call:read_*, true",
    "resources:read:file:///a/**, true",
    "completion, true",
    "tools:call:, false",
    "tool:call:echo, false",
    "tools:calls:*, false",
    "completions, false",
    "files:**, false",
  })
  void knowsWhichPatternsReachAnything(String pattern, boolean expected) {
    assertThat(AccessPolicy.reachesAnything(pattern)).isEqualTo(expected);
  }

  @Test
  void knowsNoPermissionOfAnotherKind() {
    assertThatThrownBy(() -> Permission.toRead("files:read:a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAnEmptyPattern() {
    assertThatThrownBy(() -> new AccessPolicy(Map.of(new Role("tester"), List.of(" "))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
