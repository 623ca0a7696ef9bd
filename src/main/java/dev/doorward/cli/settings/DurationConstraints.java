package dev.doorward.cli.settings;

import io.micronaut.validation.validator.constraints.ConstraintValidator;
import io.micronaut.validation.validator.constraints.ConstraintValidatorRegistry;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Optional;

/// Bean Validation's constraints, with `@Min` and `@Max` of a [Duration] read as seconds.
final class DurationConstraints implements ConstraintValidatorRegistry {
  private static final ConstraintValidator<Min, Duration> AT_LEAST =
      (value, bound, _) ->
          value == null
              || value.compareTo(Duration.ofSeconds(bound.longValue().orElseThrow())) >= 0;

  private static final ConstraintValidator<Max, Duration> AT_MOST =
      (value, bound, _) ->
          value == null
              || value.compareTo(Duration.ofSeconds(bound.longValue().orElseThrow())) <= 0;

  private final ConstraintValidatorRegistry standard;

  DurationConstraints(ConstraintValidatorRegistry standard) {
    this.standard = standard;
  }

  @Override
  @SuppressWarnings("unchecked") // both type variables are fixed by the two comparisons
  public <A extends Annotation, T> Optional<ConstraintValidator<A, T>> findConstraintValidator(
      Class<A> constraint, Class<T> target) {
    if (target == Duration.class && constraint == Min.class) {
      return Optional.of((ConstraintValidator<A, T>) AT_LEAST);
    }
    if (target == Duration.class && constraint == Max.class) {
      return Optional.of((ConstraintValidator<A, T>) AT_MOST);
    }
    return standard.findConstraintValidator(constraint, target);
  }
}
