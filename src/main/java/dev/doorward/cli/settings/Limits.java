package dev.doorward.cli.settings;

import dev.doorward.caller.Role;
import dev.doorward.limit.LimitSettings;
import dev.doorward.limit.Rate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns what was written about limits into their settings.
final class Limits {
  private static final int MOST_AT_ONCE = 10_000;

  private Limits() {}

  /// @param known every role there is
  static LimitSettings limit(Values values, Set<Role> known) {
    return new LimitSettings(
        values.get(LimitKeys.RATE),
        roles(values, known),
        values.get(LimitKeys.TOOLS),
        values.get(LimitKeys.UNAUTHENTICATED),
        values.get(LimitKeys.LOCKOUT_FAILURES),
        values.get(LimitKeys.LOCKOUT_WINDOW),
        values.get(LimitKeys.LOCKOUT_DURATION));
  }

  private static Map<Role, Rate> roles(Values values, Set<Role> known) {
    Map<Role, Rate> rates = new LinkedHashMap<>();
    if (!values.has(LimitKeys.ROLES)) {
      return rates;
    }
    List<String> names = known.stream().map(Role::name).sorted().toList();
    for (Map.Entry<String, Rate> entry : values.get(LimitKeys.ROLES).entrySet()) {
      if (!names.contains(entry.getKey())) {
        throw new SettingsRefused(
            LimitKeys.ROLES.name() + "." + Kinds.plain(entry.getKey()),
            values.where(LimitKeys.ROLES),
            "there is no role of this name",
            "did you mean " + Nearest.to(entry.getKey(), names) + "?");
      }
      rates.put(new Role(entry.getKey()), entry.getValue());
    }
    return rates;
  }

  static Map<String, Integer> callsAtOnce(Values values) {
    Map<String, Integer> numbers = values.get(Keys.GATEWAY_TOOL_CALLS_AT_ONCE);
    numbers.forEach(
        (tool, number) -> {
          if (number < 1 || number > MOST_AT_ONCE) {
            throw new SettingsRefused(
                Keys.GATEWAY_TOOL_CALLS_AT_ONCE.name() + "." + Kinds.plain(tool),
                values.where(Keys.GATEWAY_TOOL_CALLS_AT_ONCE),
                Kinds.quoted(String.valueOf(number)) + " is out of range",
                "write a whole number from 1 to " + MOST_AT_ONCE);
          }
        });
    return numbers;
  }
}
