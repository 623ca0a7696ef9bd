package dev.doorward.cli.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value as it was written, before its key gives it a kind.
sealed interface Raw {
  /// One word or line.
  record Text(String value) implements Raw {}

  /// A list of words.
  record Items(List<Raw> values) implements Raw {
    public Items {
      values = List.copyOf(values);
    }
  }

  /// A mapping, in the order written.
  record Entries(Map<String, Raw> values) implements Raw {
    public Entries {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }
}
