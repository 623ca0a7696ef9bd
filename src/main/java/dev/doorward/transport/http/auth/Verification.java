package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;

/// What became of a credential.
sealed interface Verification {
  /// It is good; this is whose it is.
  record Verified(Caller caller) implements Verification {}

  /// It is not good.
  ///
  /// @param reason a fixed class for logs and metrics, never sent to the client
  record Rejected(String reason) implements Verification {}

  /// It cannot be judged now, because the issuer's keys cannot be had.
  record Unavailable() implements Verification {}
}
