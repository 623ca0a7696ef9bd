package dev.doorward.protocol.wire;

import dev.doorward.protocol.Answer;
import java.util.Locale;

/// Every error the server sends: the published contract that `docs/errors.md` is generated from.
/// `data.code` of an error is [#label].
public enum ErrorKind {
  /// What came is not JSON.
  PARSE_ERROR(
      -32700,
      Answer.Kind.BAD_REQUEST,
      "The body or line is not one JSON value.",
      "Send one JSON object in UTF-8."),
  /// JSON, but no JSON-RPC message.
  INVALID_REQUEST(
      -32600,
      Answer.Kind.BAD_REQUEST,
      "The message is not JSON-RPC 2.0, is a batch, or breaks a limit (length, nesting, number of values, doubled key).",
      "Correct the message; its text says what is wrong."),
  /// The params or their metadata have a wrong shape.
  INVALID_PARAMS(
      -32602,
      Answer.Kind.BAD_REQUEST,
      "A field of `params` or `params._meta` is missing or has a wrong type.",
      "Correct the field the text names."),
  /// Headers and body differ (modern only).
  HEADER_MISMATCH(
      -32020,
      Answer.Kind.BAD_REQUEST,
      "An `MCP-Protocol-Version` or `Mcp-*` header is missing, malformed, repeated, or differs from the body.",
      "Mirror the body's values; read `tools/list` again for `x-mcp-header`."),
  /// The request is of a revision the server does not speak (modern only).
  UNSUPPORTED_VERSION(
      -32022,
      Answer.Kind.BAD_REQUEST,
      "The protocol version is not one of `data.supported`.",
      "Repeat with a version from `data.supported`."),
  /// A tool, prompt or resource asks what the client did not declare (modern only; legacy gets
  /// -32600).
  CLIENT_CAPABILITY_MISSING(
      -32021,
      -32600,
      Answer.Kind.BAD_REQUEST,
      "The work must ask the client something it did not declare (`data.requiredCapabilities`).",
      "Declare the capability, or do without this tool."),
  /// The token's scopes leave it out.
  INSUFFICIENT_SCOPE(
      -31046,
      Answer.Kind.FORBIDDEN,
      "The caller's roles allow it, but its access token lacks one of the scopes it needs (`data.requiredScopes`, and `WWW-Authenticate`).",
      "Get a token with all of these scopes and those it had, and repeat."),
  /// No such method, or not for this caller.
  UNKNOWN_METHOD(
      -32601,
      Answer.Kind.NOT_FOUND,
      "There is no such method in this era, or not for this caller.",
      "Use another method."),
  /// No such tool, or not for this caller.
  UNKNOWN_TOOL(
      -32602,
      Answer.Kind.OK,
      "There is no tool of this name that the caller may use.",
      "Read `tools/list`."),
  /// No such prompt, or not for this caller.
  UNKNOWN_PROMPT(
      -32602,
      Answer.Kind.OK,
      "There is no prompt of this name that the caller may use.",
      "Read `prompts/list`."),
  /// No such resource, or not for this caller.
  UNKNOWN_RESOURCE(
      -32602,
      -32002,
      Answer.Kind.OK,
      "There is no resource under `data.uri` that the caller may read.",
      "Read `resources/list`."),
  /// No such skill or directory, or not for this caller.
  UNKNOWN_SKILL(
      -32602,
      Answer.Kind.OK,
      "There is no skill or directory under `data.uri` that the caller may read.",
      "Read `skills/list`."),
  /// A cursor that is not ours.
  INVALID_CURSOR(
      -32602,
      Answer.Kind.OK,
      "The cursor did not come from this list.",
      "Start the list again without a cursor."),
  /// Arguments break a limit or the schema.
  INVALID_ARGUMENTS(
      -32602,
      Answer.Kind.OK,
      "The arguments break a limit or the input schema. For `tools/call` this is a tool result with `isError`.",
      "Correct what the text names and call again."),
  /// Answers or the sealed state do not fit.
  INVALID_ANSWERS(
      -32602,
      Answer.Kind.OK,
      "`inputResponses` or `requestState` is malformed, altered, expired, or belongs to another request.",
      "Start again without `requestState`."),
  /// The work could not be done.
  FAILED(
      -31040,
      Answer.Kind.OK,
      "The work could not be done, for the reason in the text. For `tools/call` this is a tool result with `isError`.",
      "Follow the text."),
  /// The work took too long.
  DEADLINE_EXCEEDED(
      -31041,
      Answer.Kind.OK,
      "The work was stopped at its deadline. For `tools/call` this is a tool result with `isError`.",
      "Ask for less."),
  /// The result is too large.
  OUTPUT_TOO_LARGE(
      -31042,
      Answer.Kind.OK,
      "The result is larger than the server sends. For `tools/call` this is a tool result with `isError`.",
      "Ask for less."),
  /// The client gave the call up.
  CANCELLED(
      -31043,
      Answer.Kind.OK,
      "The client gave the request up. It is seen only where an answer is still due.",
      "Nothing."),
  /// Too often.
  RATE_LIMITED(
      -31029,
      Answer.Kind.TOO_MANY_REQUESTS,
      "The caller has used its permits.",
      "Wait `data.retryAfterMs` milliseconds (HTTP: `Retry-After`)."),
  /// Too many at once.
  TOO_MANY_CALLS(
      -31030,
      Answer.Kind.TOO_MANY_REQUESTS,
      "The caller has too many calls or subscriptions open at once.",
      "Wait for one to end."),
  /// Nothing may happen unseen.
  AUDIT_UNAVAILABLE(
      -31031,
      Answer.Kind.UNAVAILABLE,
      "The server cannot write its audit trail and therefore does nothing.",
      "Try again later."),
  /// The server is about to stop.
  DRAINING(
      -31032,
      Answer.Kind.UNAVAILABLE,
      "The server is shutting down and opens no new streams.",
      "Connect again."),
  /// A legacy request without a session that is known to belong to the caller.
  UNKNOWN_SESSION(
      -31044,
      Answer.Kind.NOT_FOUND,
      "The session does not exist, has ended, or belongs to somebody else (legacy only).",
      "Send `initialize` again."),
  /// A bug.
  INTERNAL(
      -32603,
      Answer.Kind.OK,
      "The server failed; `data.incident` names the log line that tells why.",
      "Report the incident id.");

  private final int modernCode;
  private final int legacyCode;
  private final Answer.Kind status;
  private final String meaning;
  private final String remedy;

  ErrorKind(int code, Answer.Kind status, String meaning, String remedy) {
    this(code, code, status, meaning, remedy);
  }

  ErrorKind(int modernCode, int legacyCode, Answer.Kind status, String meaning, String remedy) {
    this.modernCode = modernCode;
    this.legacyCode = legacyCode;
    this.status = status;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /// The stable code a client finds in `data.code`.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The JSON-RPC code on the wire of an era.
  public int code(Era era) {
    return era == Era.MODERN ? modernCode : legacyCode;
  }

  /// What the HTTP door makes a status of. Legacy clients take any status but 200 for a failure of
  /// their connection, so that what only concerns one request is answered with 200 there.
  public Answer.Kind status(Era era) {
    boolean concernsOneRequest =
        this == UNKNOWN_METHOD || this == INVALID_PARAMS || this == CLIENT_CAPABILITY_MISSING;
    return era == Era.LEGACY && concernsOneRequest ? Answer.Kind.OK : status;
  }

  /// What happened, for the reference.
  public String meaning() {
    return meaning;
  }

  /// What a client does about it, for the reference.
  public String remedy() {
    return remedy;
  }
}
