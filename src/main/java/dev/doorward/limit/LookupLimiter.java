package dev.doorward.limit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;

/// How often somebody else may be asked about one credential: ten times a minute. Whatever arrives,
/// no more than [#MOST_CREDENTIALS] are remembered, each by its digest.
public final class LookupLimiter {
  /// What one credential may cost.
  static final Rate RATE = new Rate(10, Duration.ofMinutes(1));

  static final int MOST_CREDENTIALS = 10_000;

  private final Buckets<ByteBuffer> lookups;

  /// @param nanos a clock that only goes forward
  public LookupLimiter(LongSupplier nanos) {
    this.lookups = new Buckets<>("token", RATE, MOST_CREDENTIALS, nanos);
  }

  /// Takes one permit of a credential's, or says how long to wait.
  public Decision take(ByteBuffer digest) {
    return lookups.take(digest);
  }

  /// How many credentials are remembered now.
  long remembered() {
    return lookups.size();
  }
}
