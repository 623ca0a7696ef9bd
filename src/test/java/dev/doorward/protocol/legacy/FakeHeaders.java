package dev.doorward.protocol.legacy;

import dev.doorward.protocol.RequestHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The headers of one request.
final class FakeHeaders implements RequestHeaders {
  private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /// The headers every legacy client sends.
  static FakeHeaders usual() {
    return new FakeHeaders().with("Accept", "application/json, text/event-stream");
  }

  static FakeHeaders in(String session) {
    return usual().with("Mcp-Session-Id", session);
  }

  FakeHeaders with(String name, String value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    return this;
  }

  FakeHeaders without(String name) {
    values.remove(name);
    return this;
  }

  @Override
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  @Override
  public Iterable<String> names() {
    return values.keySet();
  }
}
