package dev.doorward.cli.settings;

import dev.doorward.ops.logging.Masking;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The settings the operator gave, by key, with where each was written; every other key has its
/// default.
public final class Values {
  private record Given(Object value, String where) {}

  private final Map<Key<?>, Given> given = new HashMap<>();

  Values() {}

  <T> void put(Key<T> key, Raw raw, String where) {
    if (key.kind().secret()) {
      // Before it is judged: a secret that is refused is one all the same.
      hide(raw);
    }
    try {
      given.put(key, new Given((Object) key.kind().read(raw), where));
    } catch (BadValue bad) {
      throw new SettingsRefused(key.name(), where, bad.problem(), bad.fix());
    }
  }

  private static void hide(Raw secret) {
    switch (secret) {
      case Raw.Text(String text) -> Masking.add(text);
      case Raw.Items(List<Raw> items) -> items.forEach(Values::hide);
      case Raw.Entries(Map<String, Raw> entries) -> entries.values().forEach(Values::hide);
    }
  }

  /// The value given for a key, or its default.
  @SuppressWarnings("unchecked") // put() stores under a key only what that key's kind has read
  public <T> T get(Key<T> key) {
    Given written = given.get(key);
    return written == null ? key.fallback() : (T) written.value();
  }

  /// Whether the operator set the key.
  public boolean has(Key<?> key) {
    return given.containsKey(key);
  }

  /// Where the key was set, for messages; empty for a default.
  public String where(Key<?> key) {
    Given written = given.get(key);
    return written == null ? "" : written.where();
  }

  Iterable<Key<?>> keys() {
    return Collections.unmodifiableSet(given.keySet());
  }
}
