package dev.doorward.transport.http;

import dev.doorward.protocol.wire.RpcMessages;
import io.micronaut.http.HttpStatus;
import java.util.Locale;
import java.util.Optional;

/// What the HTTP door itself refuses, before the protocol sees the message. Bodies are JSON-RPC
/// errors without an id, since the message was not read.
enum DoorError {
  /// No credential, or one that is not good.
  UNAUTHENTICATED(
      HttpStatus.UNAUTHORIZED,
      -31001,
      "Authentication is required. Send a valid access token as Authorization: Bearer."),
  /// The credential is good, but not for this.
  FORBIDDEN(HttpStatus.FORBIDDEN, -31003, "This is not allowed for this credential."),
  /// A host we do not answer for, or none, or several.
  HOST_NOT_ALLOWED(
      HttpStatus.FORBIDDEN,
      -31010,
      "This Host is not allowed. The operator can allow it with http.allowed-hosts."),
  /// An origin that is not allowed.
  ORIGIN_NOT_ALLOWED(
      HttpStatus.FORBIDDEN,
      -31011,
      "This Origin is not allowed. The operator can allow it with http.allowed-origins."),
  /// A request target that names a host we do not answer for.
  TARGET_NOT_ALLOWED(
      HttpStatus.BAD_REQUEST,
      -31014,
      "The request target names another host. Send the path alone, such as /mcp."),
  /// Two credentials, or one in the wrong place.
  AMBIGUOUS_CREDENTIALS(
      HttpStatus.BAD_REQUEST,
      -31012,
      "Send exactly one credential, in one Authorization or X-API-Key header and nowhere else."),
  /// A request no well-behaved client makes.
  BAD_REQUEST(HttpStatus.BAD_REQUEST, -31000, "The HTTP request is malformed."),
  /// Somebody the operator blocked; what of them is blocked is not said.
  BLOCKED(HttpStatus.FORBIDDEN, -31021, "Access is blocked. Ask the operator of this server why."),
  /// No such path.
  NOT_FOUND(
      HttpStatus.NOT_FOUND, -31004, "There is nothing under this path. The MCP endpoint is /mcp."),
  /// A method this path does not have.
  METHOD_NOT_ALLOWED(
      HttpStatus.METHOD_NOT_ALLOWED, -31005, "This path does not have this HTTP method."),
  /// A media type that cannot be answered with.
  NOT_ACCEPTABLE(
      HttpStatus.NOT_ACCEPTABLE,
      -31006,
      "Accept must allow application/json and text/event-stream."),
  /// A body over the limit.
  BODY_TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE, -31013, "The request body is too large."),
  /// A request line over the limit.
  TARGET_TOO_LONG(HttpStatus.REQUEST_URI_TOO_LONG, -31020, "The request line is too long."),
  /// Headers over the limit, in bytes or in number.
  HEADERS_TOO_LARGE(
      HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
      -31017,
      "The request has too many headers, or too large ones."),
  /// Requests sent ahead of their answers.
  TOO_MANY_PIPELINED(
      HttpStatus.TOO_MANY_REQUESTS,
      -31018,
      "Too many requests of this connection wait for their answers. Wait for them, or use more"
          + " connections."),
  /// Streams over the limit.
  TOO_MANY_STREAMS(
      HttpStatus.TOO_MANY_REQUESTS,
      -31019,
      "This caller has too many streams open. Close one first."),
  /// A body that is not JSON.
  UNSUPPORTED_MEDIA_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      -31015,
      "The body must be application/json in UTF-8, not compressed."),
  /// Too much from an address where nobody is known.
  RATE_LIMITED(
      HttpStatus.TOO_MANY_REQUESTS,
      -31029,
      "Too many requests without a credential came from this address. Wait as long as Retry-After says."),
  /// Too many bad credentials.
  LOCKED_OUT(
      HttpStatus.TOO_MANY_REQUESTS,
      -31016,
      "Too many bad credentials came from this address. Wait as long as Retry-After says, then send a good one."),
  /// Questions to the identity provider about one token over the limit.
  LOOKUPS_LIMITED(
      HttpStatus.TOO_MANY_REQUESTS,
      -31030,
      "The identity provider was asked about this token too often. Wait as long as Retry-After"
          + " says."),
  /// The identity provider cannot be asked.
  IDENTITY_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      -31053,
      "The token cannot be checked now. Try again in a few seconds."),
  /// A bug.
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, -32603, "The server failed. Its log tells why.");

  private final HttpStatus status;
  private final int code;
  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // written once, read only by the socket
  private final byte[] body;

  DoorError(HttpStatus status, int code, String text) {
    this.status = status;
    this.code = code;
    this.text = text;
    this.body = RpcMessages.error(Optional.empty(), code, name().toLowerCase(Locale.ROOT), text);
  }

  HttpStatus status() {
    return status;
  }

  int code() {
    return code;
  }

  String text() {
    return text;
  }

  /// The stable code in `data.code`.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  byte[] body() {
    return body.clone();
  }

  /// The error for a status the framework chose.
  static DoorError forStatus(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> BODY_TOO_LARGE;
      case 414 -> TARGET_TOO_LONG;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 429 -> RATE_LIMITED;
      case 431 -> HEADERS_TOO_LARGE;
      case 503 -> IDENTITY_UNAVAILABLE;
      default -> status >= 500 ? INTERNAL : BAD_REQUEST;
    };
  }
}
