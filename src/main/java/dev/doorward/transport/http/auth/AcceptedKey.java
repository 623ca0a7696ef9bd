package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One API key while the door is open.
final class AcceptedKey {
  private final String name;
  private final ApiKeyHash hash;
  private final Optional<Instant> expires;
  private final Verification.Verified verified;
  private volatile long lastUsedSeconds;

  /// The key as it is to hold from now on: the same one where nothing has changed, and with the
  /// time of its last use where it is still the same secret.
  static AcceptedKey after(
      @Nullable AcceptedKey before,
      String name,
      ApiKeyHash hash,
      Optional<Instant> expires,
      Caller caller) {
    if (before == null || !before.hash.equals(hash)) {
      return new AcceptedKey(name, hash, expires, caller);
    }
    if (before.expires.equals(expires) && before.verified.caller().equals(caller)) {
      return before;
    }
    AcceptedKey key = new AcceptedKey(name, hash, expires, caller);
    key.lastUsedSeconds = before.lastUsedSeconds;
    return key;
  }

  private AcceptedKey(String name, ApiKeyHash hash, Optional<Instant> expires, Caller caller) {
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
