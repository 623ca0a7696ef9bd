package dev.doorward.tools.testing;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// JSON as the aids write it down: sorted, so that the same answer gives the same text.
final class Json {
  private Json() {}

  static String text(Map<String, Object> value) {
    return JsonMapper.shared().writeValueAsString(new TreeMap<>(value));
  }
}
