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

/// Refuses settings that name a tool nobody offers: a grant that reaches nothing is a slip of the
/// pen, and a later tool of that name would have it; a limit on nothing is one that somebody
/// believes in and nobody has.
final class NamedTools {
  private NamedTools() {}

  static void check(Settings settings) {
    Set<Role> roles = settings.access().operators();
    Set<String> rates = settings.limit().tools().keySet();
    Set<String> places = settings.gateway().toolCallsAtOnce().keySet();
    if (roles.isEmpty() && rates.isEmpty() && places.isEmpty() && ours(settings)) {
      // Most starts; the catalog is read once then, behind the door.
      return;
    }
    Catalog catalog = catalog(settings);
    checkRoles(settings, roles, catalog);
    requireTools("limit.tools", rates, catalog);
    requireTools("gateway.tool-calls-at-once", places, catalog);
  }

  /// Whether every name and permission is of our own making.
  private static boolean ours(Settings settings) {
    return !DeclaredCommands.offered(settings)
        && ToolsetSettings.ALL.containsAll(settings.toolsets().enabled());
  }

  private static Catalog catalog(Settings settings) {
    try {
      return new Catalog(new Families(settings, new Changes()).toolsets());
    } catch (IllegalArgumentException refused) {
      throw new SettingsRefused(
          "toolsets.enable",
          "",
          Kinds.plain(String.valueOf(refused.getMessage())),
          "rename that tool, or do not enable its toolset");
    }
  }

  private static void checkRoles(Settings settings, Set<Role> roles, Catalog catalog) {
    List<Permission> tools = ToolPermissions.all(catalog);
    for (Role role : roles) {
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

  private static void requireTools(String key, Set<String> names, Catalog catalog) {
    for (String name : names) {
      if (catalog.tool(name).isEmpty()) {
        throw new SettingsRefused(
            key + "." + Kinds.plain(name),
            "",
            "there is no tool of this name",
            "write a name that tools/list shows, and enable its toolset");
      }
    }
  }
}
