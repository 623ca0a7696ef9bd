package dev.doorward;

import dev.doorward.access.AccessPolicy;
import dev.doorward.access.Permission;
import dev.doorward.caller.Role;
import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.gateway.ToolPermissions;
import dev.doorward.service.Catalog;
import dev.doorward.service.Changes;
import java.util.List;
import java.util.Set;

/// Refuses roles of the operator's that name a tool nobody offers: a grant that reaches nothing is
/// a slip of the pen, and a later tool of that name would have it.
final class RoleCheck {
  private RoleCheck() {}

  static void requireTools(Settings settings) {
    Set<Role> own = settings.access().operators();
    if (own.isEmpty()) {
      return;
    }
    Catalog catalog = new Catalog(new Families(settings, new Changes()).toolsets());
    List<Permission> tools = ToolPermissions.all(catalog);
    for (Role role : own) {
      AccessPolicy.toolless(settings.access().roles().getOrDefault(role, List.of()), tools)
          .ifPresent(
              pattern -> {
                throw new SettingsRefused(
                    "access.roles." + role.name(),
                    "",
                    Kinds.quoted(pattern) + " names no tool that is offered",
                    "correct the name, or offer its family with toolsets.enable");
              });
    }
  }
}
