package dev.doorward;

import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.service.Changes;
import dev.doorward.service.Family;
import dev.doorward.service.Incidents;
import dev.doorward.service.Toolset;
import java.util.Iterator;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Families of third parties, from jars at the end of the class path. What they are allowed is to
/// be called by the gateway; beyond that they are code in this process, and as trusted as it.
///
/// They are looked for only where a name is none of ours: reading every jar for them would slow
/// down each start.
public final class OtherFamilies {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final String KEY = "toolsets.enable";
  private static final ClassLoader OURS = OtherFamilies.class.getClassLoader();

  private OtherFamilies() {}

  /// The names they are enabled by.
  public static Set<String> names() {
    return found(OURS).keySet();
  }

  static Map<String, Family> found(ClassLoader jars) {
    Map<String, Family> found = new TreeMap<>();
    try {
      Iterator<Family> all = ServiceLoader.load(Family.class, jars).iterator();
      while (all.hasNext()) {
        add(all.next(), found);
      }
    } catch (ServiceConfigurationError | LinkageError broken) {
      throw refused("a jar on the class path holds a family that cannot be loaded", broken);
    }
    return found;
  }

  private static void add(Family family, Map<String, Family> found) {
    String name = family.name();
    String type = Kinds.quoted(family.getClass().getName());
    if (!NAME.matcher(name).matches() || ToolsetSettings.ALL.contains(name)) {
      throw refused("the family " + type + " cannot be named " + Kinds.quoted(name));
    }
    if (found.put(name, family) != null) {
      throw refused("two jars bring a family named " + Kinds.quoted(name));
    }
  }

  /// What the family of this name brings.
  static Toolset toolset(String name, Changes changes) {
    return toolset(name, changes, found(OURS));
  }

  static Toolset toolset(String name, Changes changes, Map<String, Family> found) {
    Family family = found.get(name);
    if (family == null) {
      throw refused("there is no family " + Kinds.quoted(name) + " on the class path any more");
    }
    Toolset toolset;
    try {
      toolset = family.toolset(changes);
    } catch (RuntimeException | LinkageError broken) {
      throw refused("the family " + Kinds.quoted(name) + " cannot be made", broken);
    }
    if (!toolset.name().equals(name)) {
      throw refused("the family " + Kinds.quoted(name) + " brings a toolset of another name");
    }
    return toolset;
  }

  /// The log has what the author of the family needs.
  private static SettingsRefused refused(String problem, Throwable broken) {
    return refused(problem + " (incident " + Incidents.report(broken) + " in the log)");
  }

  private static SettingsRefused refused(String problem) {
    return new SettingsRefused(KEY, "", problem, "have its author mend it, or take its jar away");
  }
}
