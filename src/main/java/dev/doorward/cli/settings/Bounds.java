package dev.doorward.cli.settings;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.beans.BeanProperty;
import io.micronaut.validation.validator.DefaultValidator;
import io.micronaut.validation.validator.DefaultValidatorConfiguration;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The bounds of keys: the Bean Validation constraints on the record components that the keys are
/// named after.
///
/// On a duration `@Min` and `@Max` count seconds.
public final class Bounds {
  private record Component(Class<?> owner, BeanProperty<?, ?> property) {
    Optional<String> words() {
      AnnotationMetadata constraints = property.getAnnotationMetadata();
      if (!constraints.hasAnnotation(Min.class)) {
        return Optional.empty();
      }
      long least = constraints.longValue(Min.class, "value").orElseThrow();
      long most = constraints.longValue(Max.class, "value").orElseThrow();
      return Optional.of(
          property.getType() == Duration.class
              ? Durations.format(Duration.ofSeconds(least))
                  + " to "
                  + Durations.format(Duration.ofSeconds(most))
              : least + " to " + most);
    }
  }

  private final Class<?> root;

  /// `root` is the introspected record whose component paths are the key names.
  public Bounds(Class<?> root) {
    this.root = root;
  }

  /// Refuses the first given value outside its bounds; costs nothing when no bounded key was set.
  public void check(List<Key<?>> keys, Values values) {
    // Loading the validator takes longer than the rest of a start, and a test proves the defaults
    // valid.
    List<Key<?>> given =
        keys.stream().filter(key -> key.kind().bounded() && values.has(key)).toList();
    if (given.isEmpty()) {
      return;
    }
    Validator validator = validator();
    given.forEach(key -> check(key, values, validator));
  }

  /// The bounds of a key in words, for example `1 to 65535`; empty when it has none.
  public Optional<String> of(Key<?> key) {
    return component(key.name()).words();
  }

  private void check(Key<?> key, Values values, Validator validator) {
    Component component = component(key.name());
    Object value = values.get(key);
    if (validator
        .validateValue(component.owner(), component.property().getName(), value)
        .isEmpty()) {
      return;
    }
    String shown =
        value instanceof Duration duration ? Durations.format(duration) : String.valueOf(value);
    throw new SettingsRefused(
        key.name(),
        values.where(key),
        Kinds.quoted(shown) + " is out of range",
        "write a " + key.kind().label() + " from " + component.words().orElseThrow());
  }

  private Component component(String path) {
    Class<?> type = root;
    Component component = null;
    for (String part : path.split("\\.", -1)) {
      BeanProperty<?, ?> property =
          BeanIntrospection.getIntrospection(type).getProperty(camel(part)).orElseThrow();
      component = new Component(type, property);
      type = property.getType();
    }
    return Objects.requireNonNull(component);
  }

  private static Validator validator() {
    DefaultValidatorConfiguration configuration = new DefaultValidatorConfiguration();
    configuration.setConstraintValidatorRegistry(
        new DurationConstraints(configuration.getConstraintValidatorRegistry()));
    return new DefaultValidator(configuration);
  }

  private static String camel(String kebab) {
    StringBuilder camel = new StringBuilder();
    for (int i = 0; i < kebab.length(); i++) {
      camel.append(
          kebab.charAt(i) == '-' ? Character.toUpperCase(kebab.charAt(++i)) : kebab.charAt(i));
    }
    return camel.toString();
  }
}
