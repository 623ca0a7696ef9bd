package dev.doorward;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// Secure randomness that is made when it is first asked for: loading the JDK's security providers
/// takes a stdio start longer than reading its settings and wiring the house, and its first answer
/// needs none.
final class LateRandom implements RandomGenerator {
  private static final class Source {
    private static final SecureRandom SECURE = new SecureRandom();
  }

  @Override
  public long nextLong() {
    return Source.SECURE.nextLong();
  }

  @Override
  public void nextBytes(byte[] bytes) {
    Source.SECURE.nextBytes(bytes);
  }
}
