package dev.doorward.cli.settings;

import dev.doorward.ops.logging.Masking;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The settings the operator gave, by key, with where each was written; every other key has its
/// default.
public final class Values {
  private record Given(Object value, String where, boolean elsewhere) {}

  private final Map<Key<?>, Given> given = new HashMap<>();
  private final References references;

  Values() {
    this(References.NONE);
  }

  /// @param references where secrets are that the settings only refer to
  Values(References references) {
    this.references = references;
  }

  <T> void put(Key<T> key, Raw raw, String where) {
    if (!key.kind().secret()) {
      keep(key, raw, where, false);
    } else if (raw instanceof Raw.Text(String text) && References.is(text)) {
      String secret = references.resolve(key.name(), where, text);
      if (!secret.equals(text)) {
        hide(new Raw.Text(secret));
      }
      keep(key, new Raw.Text(secret), where + ", fetched from " + Kinds.plain(text), true);
    } else {
      // Before it is judged: a secret that is refused is one all the same.
      hide(raw);
      keep(key, raw, where, false);
    }
  }

  private <T> void keep(Key<T> key, Raw raw, String where, boolean elsewhere) {
    try {
      given.put(key, new Given((Object) key.kind().read(raw), where, elsewhere));
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

  /// Whether the operator wrote the key's secret itself, and not where it is.
  boolean holdsSecret(Key<?> key) {
    Given written = given.get(key);
    return written != null && key.kind().secret() && !written.elsewhere();
  }

  Iterable<Key<?>> keys() {
    return Collections.unmodifiableSet(given.keySet());
  }
}
