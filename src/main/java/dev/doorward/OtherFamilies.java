package dev.doorward;

import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.service.Changes;
import dev.doorward.service.Family;
import dev.doorward.service.Incidents;
import dev.doorward.service.Toolset;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Families of third parties, from jars at the end of the class path. What they are allowed is to
/// be called by the gateway; beyond that they are code in this process, and as trusted as it.
///
/// They are looked for only where a name is none of ours: reading every jar for them would slow
/// down each start. All of them are made then, since only they know their names.
public final class OtherFamilies {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final String KEY = "toolsets.enable";
  private static final ClassLoader OURS = OtherFamilies.class.getClassLoader();

  private OtherFamilies() {}

  /// One that was found, and what it brings once it has been asked.
  static final class Found {
    private final String name;
    private final Family family;
    // It is asked once and may keep what it was given; every house it is offered in hears of it.
    private final Changes changes = new Changes();
    private @Nullable Toolset toolset;

    Found(String name, Family family) {
      this.name = name;
      this.family = family;
    }

    private synchronized Toolset toolset(Changes house) {
      Toolset made = toolset;
      if (made == null) {
        made = make();
        toolset = made;
      }
      changes.listen(house::announce);
      return made;
    }

    // What others implement gives null in spite of its contract.
    @SuppressWarnings("ConstantValue")
    private Toolset make() {
      Toolset made;
      try {
        made = family.toolset(changes);
      } catch (RuntimeException | LinkageError broken) {
        throw refused("the family " + Kinds.quoted(name) + " cannot be made", broken);
      }
      if (made == null) {
        throw refused("the family " + Kinds.quoted(name) + " brings no toolset");
      }
      if (!name.equals(made.name())) {
        throw refused("the family " + Kinds.quoted(name) + " brings a toolset of another name");
      }
      return made;
    }
  }

  private static @Nullable Map<String, Found> ours;

  /// Those of this process, which are made once.
  private static synchronized Map<String, Found> ours() {
    Map<String, Found> known = ours;
    if (known == null) {
      known = found(OURS);
      ours = known;
    }
    return known;
  }

  /// The names they are enabled by. Only a family itself knows its own, so that each is made for
  /// this, once in a process.
  public static Set<String> names() {
    return ours().keySet();
  }

  static Map<String, Found> found(ClassLoader jars) {
    Map<String, Found> found = new TreeMap<>();
    try {
      ServiceLoader.load(Family.class, jars).stream().forEach(provider -> add(provider, found));
    } catch (ServiceConfigurationError | LinkageError broken) {
      throw refused("a jar on the class path holds a family that cannot be loaded", broken);
    }
    return found;
  }

  // What others implement gives null in spite of its contract.
  @SuppressWarnings("ConstantValue")
  private static void add(ServiceLoader.Provider<Family> provider, Map<String, Found> found) {
    String type = Kinds.quoted(provider.type().getName());
    Family family;
    String name;
    try {
      family = provider.get();
      name = family.name();
    } catch (RuntimeException | ServiceConfigurationError | LinkageError broken) {
      throw refused("the family " + type + " cannot be loaded", broken);
    }
    if (name == null) {
      throw refused("the family " + type + " has no name");
    }
    if (!NAME.matcher(name).matches() || ToolsetSettings.ALL.contains(name)) {
      throw refused("the family " + type + " cannot be named " + Kinds.quoted(name));
    }
    if (found.put(name, new Found(name, family)) != null) {
      throw refused("two jars bring a family named " + Kinds.quoted(name));
    }
  }

  /// What the family of this name brings.
  static Toolset toolset(String name, Changes changes) {
    return toolset(name, changes, ours());
  }

  static Toolset toolset(String name, Changes changes, Map<String, Found> found) {
    Found family = found.get(name);
    if (family == null) {
      throw refused("there is no family " + Kinds.quoted(name) + " on the class path any more");
    }
    return family.toolset(changes);
  }

  /// The log has what the author of the family needs.
  private static SettingsRefused refused(String problem, Throwable broken) {
    return refused(problem + " (incident " + Incidents.report(broken) + " in the log)");
  }

  private static SettingsRefused refused(String problem) {
    return new SettingsRefused(KEY, "", problem, "have its author mend it, or take its jar away");
  }
}
