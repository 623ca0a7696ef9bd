package dev.doorward.inspection;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// One entry of a rule file. The files are part of the build, so that a mistake in one is a bug.
///
/// @param fields by their names
record RuleFields(Map<?, ?> fields) {
  /// The entries of one of the rule files beside this class.
  static List<RuleFields> read(String file) {
    try (InputStream in = RuleFields.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no rule file " + file);
      }
      List<RuleFields> all = new ArrayList<>();
      for (Object entry :
          (List<?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in)) {
        all.add(new RuleFields((Map<?, ?>) entry));
      }
      return List.copyOf(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What reports tell of the rule.
  Rule rule(Category category, Severity severity, String advice) {
    return new Rule(
        text("id"),
        optional("category")
            .map(word -> Category.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(category),
        optional("severity")
            .map(word -> Severity.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(severity),
        text("title"),
        optional("advice").orElse(advice));
  }

  String text(String name) {
    return optional(name)
        .orElseThrow(() -> new IllegalStateException("a rule without " + name + ": " + fields));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(fields.get(name)).map(Object::toString);
  }

  List<String> list(String name) {
    return fields.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  double number(String name, double otherwise) {
    return fields.get(name) instanceof Number number ? number.doubleValue() : otherwise;
  }

  Optional<Pattern> pattern(String name) {
    return optional(name).map(Pattern::compile);
  }
}
