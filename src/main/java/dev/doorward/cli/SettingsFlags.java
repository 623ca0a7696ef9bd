package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.cli.settings.Key;
import dev.doorward.cli.settings.Keys;
import dev.doorward.cli.settings.StartSettings;
import dev.doorward.cli.stores.SecretStores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The flags that set keys.
final class SettingsFlags {
  static final String CONFIG = "--config";

  private final StartSettings settings;

  SettingsFlags(Surroundings surroundings) {
    this.settings =
        new StartSettings(
            surroundings.environment(),
            surroundings.userHome(),
            surroundings.installation(),
            new SecretStores(surroundings.environment()));
  }

  /// The settings with what was written on the command line over everything else.
  Settings read(Words written) {
    return settings.read(written.one(CONFIG), flags(written));
  }

  /// Which keys are set, and where.
  Map<String, String> sources(Words written) {
    return settings.sources(written.one(CONFIG), flags(written));
  }

  private static Map<Key<?>, List<String>> flags(Words written) {
    Map<Key<?>, List<String>> flags = new LinkedHashMap<>();
    for (Key<?> key : Keys.ALL) {
      if (key.flag().isPresent() && !written.all(key.flag().get()).isEmpty()) {
        flags.put(key, written.all(key.flag().get()));
      }
    }
    return flags;
  }
}
