package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import dev.doorward.limit.Decision;
import java.time.Instant;

/// What became of a credential.
sealed interface Verification {
  /// It is good; this is whose it is.
  ///
  /// @param from when it begins to be good, the allowed skew included
  /// @param until when it stops being good, the allowed skew included
  /// @param askAgain when what was learned of it must not be used any more
  /// @param certificate the thumbprint of the only certificate whose connections it is good on (RFC
  ///   8705); empty when it is good on all
  record Verified(Caller caller, Instant from, Instant until, Instant askAgain, String certificate)
      implements Verification {
    /// One that is good on every connection.
    Verified(Caller caller, Instant from, Instant until, Instant askAgain) {
      this(caller, from, until, askAgain, "");
    }
  }

  /// It is not good.
  ///
  /// @param reason a fixed class for logs and metrics, never sent to the client
  record Rejected(String reason) implements Verification {}

  /// It cannot be judged now, because whoever vouches for it cannot be asked.
  ///
  /// @param retrySeconds when it may be worth while to try again
  /// @param full whether nobody was asked, because too many are asked already
  record Unavailable(int retrySeconds, boolean full) implements Verification {
    /// Nobody answers.
    Unavailable(int retrySeconds) {
      this(retrySeconds, false);
    }
  }

  /// It is not judged now, because too much was asked about it.
  ///
  /// @param decision which limit was reached, and when it is over
  record Limited(Decision decision) implements Verification {}
}
