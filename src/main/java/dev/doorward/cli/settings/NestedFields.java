package dev.doorward.cli.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of something that is written over several lines of the file, while they are read.
///
/// @param path of the key, for messages
/// @param where it is written
record NestedFields(String path, Map<String, Raw> fields, String where) {

  static NestedFields of(String path, Raw raw, String where) {
    if (raw instanceof Raw.Entries(Map<String, Raw> entries)) {
      return new NestedFields(path, entries, where);
    }
    throw new SettingsRefused(
        path, where, "a mapping is expected", "write one name and value per line below it");
  }

  /// Refuses fields that mean nothing.
  void require(List<String> known) {
    for (String field : fields.keySet()) {
      if (!known.contains(field)) {
        throw refused(
            field, "there is no such key", "did you mean " + Nearest.to(field, known) + "?");
      }
    }
  }

  <T> Optional<T> one(String field, Kind<T> kind) {
    return Optional.ofNullable(fields.get(field)).map(raw -> read(field, kind, raw));
  }

  <T> T needed(String field, Kind<T> kind, String fix) {
    return one(field, kind).orElseThrow(() -> refused(field, "it is missing", fix));
  }

  int number(String field, int usual, int least, int most) {
    int number = one(field, Kinds.integer()).orElse(usual);
    if (number < least || number > most) {
      throw refused(
          field, "it is out of range", "write a whole number from " + least + " to " + most);
    }
    return number;
  }

  /// A list; commas split nothing, because they are part of what programs are told.
  List<String> many(String field, Kind<String> kind) {
    Raw raw = fields.get(field);
    if (raw == null) {
      return List.of();
    }
    if (!(raw instanceof Raw.Items(List<Raw> items))) {
      throw refused(field, "a list is expected", "write it in [ ] or one per line behind a dash");
    }
    List<String> values = new ArrayList<>(items.size());
    items.forEach(item -> values.add(read(field, kind, item)));
    return values;
  }

  Map<String, String> texts(String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    entries(field).forEach((name, raw) -> texts.put(name, read(field, Kinds.text(), raw)));
    return texts;
  }

  /// The mappings below a field, each with its own fields.
  Map<String, NestedFields> inner(String field) {
    Map<String, NestedFields> inner = new LinkedHashMap<>();
    entries(field)
        .forEach(
            (name, raw) ->
                inner.put(name, of(path + "." + field + "." + Kinds.plain(name), raw, where)));
    return inner;
  }

  private Map<String, Raw> entries(String field) {
    Raw raw = fields.get(field);
    if (raw == null) {
      return Map.of();
    }
    if (raw instanceof Raw.Entries(Map<String, Raw> entries)) {
      return entries;
    }
    throw refused(field, "a mapping is expected", "write one name and value per line below it");
  }

  private <T> T read(String field, Kind<T> kind, Raw raw) {
    try {
      return kind.read(raw);
    } catch (BadValue bad) {
      throw refused(field, bad.problem(), bad.fix());
    }
  }

  SettingsRefused refused(String field, String problem, String fix) {
    return new SettingsRefused(
        field.isEmpty() ? path : path + "." + Kinds.plain(field), where, problem, fix);
  }
}
