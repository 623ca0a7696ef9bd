package dev.doorward.protocol.legacy;

import dev.doorward.protocol.Answer;
import dev.doorward.protocol.wire.Era;
import dev.doorward.protocol.wire.ErrorKind;
import dev.doorward.protocol.wire.RequestId;
import dev.doorward.protocol.wire.RpcMessages;
import dev.doorward.protocol.wire.WireError;
import java.util.Optional;

/// Errors as legacy clients can take them.
final class LegacyErrors {
  private LegacyErrors() {}

  /// The error of a request in an open session. Legacy clients take any status but 200 for a broken
  /// connection and never look at the body, so that only what is about the connection has another
  /// one.
  static Answer answer(RequestId id, WireError error) {
    Answer.Kind kind =
        switch (error.kind().status(Era.LEGACY)) {
          case TOO_MANY_REQUESTS -> Answer.Kind.TOO_MANY_REQUESTS;
          case UNAVAILABLE -> Answer.Kind.UNAVAILABLE;
          case FORBIDDEN -> Answer.Kind.FORBIDDEN;
          case OK, ACCEPTED, NO_CONTENT, BAD_REQUEST, NOT_FOUND, METHOD_NOT_ALLOWED, CONFLICT ->
              Answer.Kind.OK;
        };
    return new Answer(
        kind,
        RpcMessages.error(Optional.of(id), error),
        Optional.empty(),
        error.retryIn(),
        error.quota(),
        error.scopes());
  }

  static Answer unknownMethod(RequestId id) {
    return answer(
        id,
        WireError.of(
            ErrorKind.UNKNOWN_METHOD, Era.LEGACY, "There is no such method here for you."));
  }

  /// A request that belongs to no session, or not in the way it came.
  static Answer badRequest(Optional<RequestId> id, String text) {
    return WireError.of(ErrorKind.INVALID_REQUEST, Era.LEGACY, text).answer(id);
  }

  static Answer unknownSession(Optional<RequestId> id) {
    return WireError.of(
            ErrorKind.UNKNOWN_SESSION,
            Era.LEGACY,
            "There is no such session. Send initialize without a session id.")
        .answer(id);
  }

  static Answer draining() {
    return WireError.of(
            ErrorKind.DRAINING, Era.LEGACY, "The server is shutting down. Connect again.")
        .answer(Optional.empty());
  }
}
