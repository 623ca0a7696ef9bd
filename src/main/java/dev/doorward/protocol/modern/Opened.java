package dev.doorward.protocol.modern;

import dev.doorward.protocol.wire.WireError;

/// What opening a request's envelope led to.
sealed interface Opened permits Envelope, Opened.Rejected {
  /// It was not right.
  record Rejected(WireError error) implements Opened {}
}
