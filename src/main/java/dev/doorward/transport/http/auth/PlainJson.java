package dev.doorward.transport.http.auth;

import dev.doorward.protocol.wire.MessageReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads what a provider answered as strictly as what a client sends: one object, no key twice,
/// bounded depth and numbers.
final class PlainJson {
  private PlainJson() {}

  /// The members of an object, without those that are `null`: texts, booleans, whole numbers of at
  /// most 64 bits as `Long`, other numbers as `Double`, lists and maps. Empty for anything else
  /// than one object.
  static Optional<Map<String, Object>> object(byte[] bytes) {
    return bytes.length == 0
        ? Optional.empty()
        : MessageReader.readObject(bytes).map(PlainJson::members);
  }

  private static Map<String, Object> members(JsonNode object) {
    Map<String, Object> members = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            member -> {
              Object value = plain(member.getValue());
              if (value != null) {
                members.put(member.getKey(), value);
              }
            });
    return members;
  }

  private static @Nullable Object plain(JsonNode value) {
    if (value.isString()) {
      return value.stringValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    if (value.isNumber()) {
      return value.isIntegralNumber() && value.canConvertToLong()
          ? (Object) value.longValue()
          : (Object) value.doubleValue();
    }
    if (value.isObject()) {
      return members(value);
    }
    if (!value.isArray()) {
      return null;
    }
    List<Object> items = new ArrayList<>();
    for (JsonNode item : value) {
      Object one = plain(item);
      // Left out, a null would make a list look better than it is.
      items.add(one == null ? Map.of() : one);
    }
    return items;
  }
}
