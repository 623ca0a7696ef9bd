package dev.doorward.limit;

import io.micronaut.core.annotation.Introspected;
import java.util.Optional;

/// How often one caller may ask.
///
/// @param rate the rate of every caller, when the operator set one
@Introspected
public record LimitSettings(Optional<Rate> rate) {
  /// What holds when nothing else is configured: remote callers only.
  public static final LimitSettings DEFAULTS = new LimitSettings(Optional.empty());

  private static final Rate REMOTE = Rate.parse("100/minute");

  /// The rate of a caller at the HTTP door: the one set, else 100 a minute.
  public Rate remote() {
    return rate.orElse(REMOTE);
  }

  /// The rate of the caller at the stdio door: the one set, else none.
  public Optional<Rate> local() {
    return rate;
  }
}
