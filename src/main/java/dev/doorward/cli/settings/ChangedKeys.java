package dev.doorward.cli.settings;

import dev.doorward.Settings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which keys two settings differ in: by name, never by value.
public final class ChangedKeys {
  private static final Set<String> NAMES =
      Keys.ALL.stream().map(Key::name).collect(Collectors.toUnmodifiableSet());

  private ChangedKeys() {}

  /// The names of the keys, sorted.
  public static Set<String> between(Settings one, Settings other) {
    Set<String> changed = new TreeSet<>();
    compare("", one, other, changed);
    return changed;
  }

  // The path of a component is the name of its key, so that nothing has to be listed twice.
  private static void compare(String prefix, Record one, Record other, Set<String> changed) {
    for (RecordComponent component : one.getClass().getRecordComponents()) {
      String name = prefix + kebab(component.getName());
      Object before = value(component, one);
      Object after = value(component, other);
      if (NAMES.contains(name)) {
        if (!before.equals(after)) {
          changed.add(name);
        }
      } else if (before instanceof Record inner && after instanceof Record otherInner) {
        compare(name + ".", inner, otherInner, changed);
      }
    }
  }

  private static String kebab(String component) {
    return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static Object value(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a record's components can be read", e);
    }
  }
}
