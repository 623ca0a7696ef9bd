package dev.doorward.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was written after a command: the values of each flag, and the words without one.
record Words(Map<String, List<String>> flags, List<String> words) {
  /// The value of a flag that is written alone.
  static final String WRITTEN = "true";

  Words {
    flags = Map.copyOf(flags);
    words = List.copyOf(words);
  }

  /// The first word without a flag; empty when there is none.
  String word() {
    return words.isEmpty() ? "" : words.getFirst();
  }

  /// The values of a flag in order; none when it was not written.
  List<String> all(String flag) {
    return flags.getOrDefault(flag, List.of());
  }

  /// The value of a flag.
  Optional<String> one(String flag) {
    return all(flag).stream().findFirst();
  }

  /// The same with a flag set, unless it was written.
  Words orElse(String flag, String value) {
    if (flags.containsKey(flag)) {
      return this;
    }
    Map<String, List<String>> more = new LinkedHashMap<>(flags);
    more.put(flag, List.of(value));
    return new Words(more, words);
  }

  /// Reads what is written plainly: known flags with a value each, and the word. Anything else, a
  /// call for help or a mistake, is left to [Picocli], which can say what is meant.
  static Optional<Words> plain(Form form, List<String> arguments) {
    Map<String, List<String>> flags = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("-")) {
        if (form.word().isEmpty() || (!words.isEmpty() && !form.word().get().repeatable())) {
          return Optional.empty();
        }
        words.add(argument);
        continue;
      }
      int equals = argument.indexOf('=');
      String flag = equals < 0 ? argument : argument.substring(0, equals);
      Optional<Form.Option> option = form.option(flag);
      if (option.isEmpty() || (flags.containsKey(flag) && !option.get().repeatable())) {
        return Optional.empty();
      }
      if (option.get().alone()) {
        if (equals >= 0) {
          return Optional.empty();
        }
        flags.put(flag, List.of(WRITTEN));
        continue;
      }
      if (equals < 0 && (i + 1 == arguments.size() || arguments.get(i + 1).startsWith("-"))) {
        return Optional.empty();
      }
      String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
      flags.computeIfAbsent(flag, _ -> new ArrayList<>()).add(value);
    }
    return words.isEmpty() && form.word().isPresent()
        ? Optional.empty()
        : Optional.of(new Words(flags, words));
  }
}
