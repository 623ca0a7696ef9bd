package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import java.time.Instant;
import java.util.Optional;

/// One API key while the door is open.
final class AcceptedKey {
  private final String name;
  private final ApiKeyHash hash;
  private final Optional<Instant> expires;
  private final Verification.Verified verified;
  private volatile long lastUsedSeconds;

  AcceptedKey(String name, ApiKeyHash hash, Optional<Instant> expires, Caller caller) {
    this.name = name;
    this.hash = hash;
    this.expires = expires;
    this.verified =
        new Verification.Verified(
            caller, Instant.MIN, expires.orElse(Instant.MAX), expires.orElse(Instant.MAX));
  }

  String name() {
    return name;
  }

  ApiKeyHash hash() {
    return hash;
  }

  Optional<Instant> expires() {
    return expires;
  }

  Verification.Verified verified() {
    return verified;
  }

  void used(Instant now) {
    long seconds = now.getEpochSecond();
    // Many calls a second need not write the same to memory that all processors share.
    if (seconds > lastUsedSeconds) {
      lastUsedSeconds = seconds;
    }
  }

  /// When it was last good, in seconds since 1970; 0 before the first time.
  long lastUsedSeconds() {
    return lastUsedSeconds;
  }
}
