package dev.doorward.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Headers a test gives to a request.
public final class GivenHeaders implements RequestHeaders {
  private final Map<String, List<String>> values = new TreeMap<>();

  /// Headers of one value each, as pairs.
  public static GivenHeaders of(String... pairs) {
    GivenHeaders headers = new GivenHeaders();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.add(pairs[i], pairs[i + 1]);
    }
    return headers;
  }

  /// The same headers with another value.
  public GivenHeaders add(String name, String value) {
    values.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>()).add(value);
    return this;
  }

  /// The same headers without one.
  public GivenHeaders without(String name) {
    values.remove(name.toLowerCase(Locale.ROOT));
    return this;
  }

  @Override
  public List<String> all(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  @Override
  public Iterable<String> names() {
    return values.keySet();
  }
}
