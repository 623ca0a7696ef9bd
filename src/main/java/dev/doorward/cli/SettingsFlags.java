package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.cli.settings.Key;
import dev.doorward.cli.settings.Keys;
import dev.doorward.cli.settings.StartSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The flags that set keys, taken from the table of keys.
final class SettingsFlags {
  private static final String CONFIG = "--config";

  private final StartSettings settings;

  SettingsFlags(Surroundings surroundings) {
    this.settings =
        new StartSettings(
            surroundings.environment(), surroundings.userHome(), surroundings.installation());
  }

  /// Adds `--config` and one flag for each key that has one.
  static CommandSpec addTo(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder(CONFIG)
            .paramLabel("<path>")
            .type(String.class)
            .description("The configuration file.")
            .build());
    for (Key<?> key : Keys.ALL) {
      key.flag().ifPresent(flag -> spec.addOption(option(key, flag)));
    }
    return spec;
  }

  private static OptionSpec option(Key<?> key, String flag) {
    OptionSpec.Builder option =
        OptionSpec.builder(flag)
            .paramLabel("<" + key.name() + ">")
            .description(key.purpose().replace("%", "%%"));
    return key.kind().repeatable()
        ? option.type(List.class).auxiliaryTypes(String.class).build()
        : option.type(String.class).build();
  }

  /// The settings with what was written on the command line over everything else.
  Settings read(ParseResult written) {
    Map<Key<?>, List<String>> flags = new LinkedHashMap<>();
    for (Key<?> key : Keys.ALL) {
      key.flag()
          .filter(written::hasMatchedOption)
          .ifPresent(flag -> flags.put(key, values(written, flag)));
    }
    return settings.read(Optional.ofNullable(written.matchedOptionValue(CONFIG, null)), flags);
  }

  private static List<String> values(ParseResult written, String flag) {
    return written.matchedOption(flag).originalStringValues();
  }
}
