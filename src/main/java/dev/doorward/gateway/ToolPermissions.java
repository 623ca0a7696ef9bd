package dev.doorward.gateway;

import dev.doorward.access.Permission;
import dev.doorward.service.Catalog;
import dev.doorward.service.Effect;
import dev.doorward.service.Tool;
import java.util.ArrayList;
import java.util.List;

/// What calling and seeing a tool needs, made of what the tool declares.
public final class ToolPermissions {
  private ToolPermissions() {}

  static Permission toCall(Tool tool) {
    return new Permission(tool.permission(), reads(tool), tool.scopes());
  }

  static Permission toSee(Tool tool) {
    return Permission.toSee(tool.definition().name(), reads(tool));
  }

  private static boolean reads(Tool tool) {
    return tool.effect() == Effect.READS;
  }

  /// Both for every tool there is, to judge roles by before anybody calls.
  public static List<Permission> all(Catalog catalog) {
    List<Permission> all = new ArrayList<>();
    for (Tool tool : catalog.tools()) {
      all.add(toCall(tool));
      all.add(toSee(tool));
    }
    return all;
  }
}
