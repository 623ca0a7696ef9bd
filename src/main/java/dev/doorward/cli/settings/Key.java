package dev.doorward.cli.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One setting: its dotted name, kind, default, other names and what it is for.
///
/// The name is the path of its record component in kebab case, so that a bound on the component is
/// a bound on the key.
public record Key<T>(
    String name,
    Kind<T> kind,
    T fallback,
    String fallbackText,
    Optional<String> flag,
    Optional<String> alias,
    String purpose) {

  // The name tells keys apart, and what a record derives by itself is linked only at run time,
  // while
  // a client waits for the start.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Key<?> key && key.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /// A key whose default is shown as its kind writes it.
  public static <T> Key<T> of(String name, Kind<T> kind, T fallback, String purpose) {
    return new Key<>(
        name, kind, fallback, kind.format(fallback), Optional.empty(), Optional.empty(), purpose);
  }

  /// The same key with a command-line flag.
  public Key<T> flag(String flag) {
    return new Key<>(name, kind, fallback, fallbackText, Optional.of(flag), alias, purpose);
  }

  /// The same key with the field's usual environment variable.
  public Key<T> alias(String variable) {
    return new Key<>(name, kind, fallback, fallbackText, flag, Optional.of(variable), purpose);
  }

  /// The same key with a default that is described instead of printed.
  public Key<T> shownAs(String text) {
    return new Key<>(name, kind, fallback, text, flag, alias, purpose);
  }

  /// The environment variable that belongs to this key alone.
  public String variable() {
    return "DOORWARD_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /// Every environment variable that sets this key, its own first.
  public List<String> variables() {
    return alias.map(other -> List.of(variable(), other)).orElseGet(() -> List.of(variable()));
  }

  /// Every environment variable that names a file with this key's value, as Kubernetes mounts one;
  /// only a secret has them.
  public List<String> fileVariables() {
    return kind.secret()
        ? variables().stream().map(variable -> variable + SecretFile.SUFFIX).toList()
        : List.of();
  }
}
