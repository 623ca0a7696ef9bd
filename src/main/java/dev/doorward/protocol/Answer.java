package dev.doorward.protocol;

import dev.doorward.gateway.Quota;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One whole answer to an HTTP request.
///
/// @param kind what the door makes a status of
/// @param body one JSON-RPC message; empty for no body
/// @param session the legacy session this answer opens
/// @param retryIn when trying again makes sense; zero when unsaid
/// @param quota the limit that was reached, when it was one
/// @param scopes what an access token must carry for this, all of them; empty unless
///   [Kind#FORBIDDEN]
public record Answer(
    Kind kind,
    byte[] body,
    Optional<String> session,
    Duration retryIn,
    Optional<Quota> quota,
    List<String> scopes) {
  private static final byte[] NOTHING = {};

  public Answer {
    scopes = List.copyOf(scopes);
  }

  /// What an answer means to a transport that has statuses.
  public enum Kind {
    /// A result, or an error that belongs to a well-formed legacy request: 200.
    OK,
    /// A notification or response was taken: 202.
    ACCEPTED,
    /// Gone as asked, nothing to say: 204.
    NO_CONTENT,
    /// The request is malformed, or its headers contradict it: 400.
    BAD_REQUEST,
    /// The access token lacks a scope: 403.
    FORBIDDEN,
    /// Unknown method or unknown session: 404.
    NOT_FOUND,
    /// This era or path has no such HTTP method: 405.
    METHOD_NOT_ALLOWED,
    /// Another stream holds the place: 409.
    CONFLICT,
    /// Too much, too often: 429.
    TOO_MANY_REQUESTS,
    /// Cannot serve now: 503.
    UNAVAILABLE
  }

  /// A plain result.
  public static Answer ok(byte[] body) {
    return new Answer(Kind.OK, body, Optional.empty(), Duration.ZERO, Optional.empty(), List.of());
  }

  /// An answer without body.
  public static Answer empty(Kind kind) {
    return new Answer(kind, NOTHING, Optional.empty(), Duration.ZERO, Optional.empty(), List.of());
  }

  /// An answer with a body of any kind.
  public static Answer of(Kind kind, byte[] body) {
    return new Answer(kind, body, Optional.empty(), Duration.ZERO, Optional.empty(), List.of());
  }
}
