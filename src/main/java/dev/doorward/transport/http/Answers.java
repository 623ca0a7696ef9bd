package dev.doorward.transport.http;

import dev.doorward.gateway.Quota;
import dev.doorward.limit.Decision;
import dev.doorward.protocol.Answer;
import dev.doorward.transport.http.auth.Challenges;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.time.Duration;

/// Makes HTTP responses of the protocol's answers and of the door's own errors.
final class Answers {
  static final String SESSION_HEADER = "Mcp-Session-Id";

  private Answers() {}

  /// The response to a message; `challenges` says what a token would need where it lacks a scope.
  static MutableHttpResponse<?> of(Answer answer, Challenges challenges) {
    MutableHttpResponse<byte[]> response = HttpResponse.status(statusOf(answer.kind()));
    if (answer.body().length > 0) {
      response.body(answer.body()).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
    answer.session().ifPresent(session -> response.header(SESSION_HEADER, session));
    if (answer.kind() == Answer.Kind.METHOD_NOT_ALLOWED) {
      response.header(HttpHeaders.ALLOW, "POST");
    }
    if (!answer.scopes().isEmpty()) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, challenges.insufficientScope(answer.scopes()));
    }
    if (!answer.retryIn().isZero()) {
      response.header(HttpHeaders.RETRY_AFTER, seconds(answer.retryIn()));
    }
    answer.quota().ifPresent(quota -> tellQuota(response, quota, answer.retryIn()));
    return response;
  }

  static MutableHttpResponse<?> of(DoorError error) {
    return HttpResponse.<byte[]>status(error.status())
        .body(error.body())
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /// The answer to an address that has used its permits.
  static MutableHttpResponse<?> limited(Decision decision) {
    return limited(DoorError.RATE_LIMITED, decision);
  }

  /// The answer to whoever has used some permits of the door's own.
  static MutableHttpResponse<?> limited(DoorError error, Decision decision) {
    MutableHttpResponse<?> response =
        of(error).header(HttpHeaders.RETRY_AFTER, seconds(decision.retryIn()));
    tellQuota(
        response,
        new Quota(decision.scope(), decision.permits(), decision.window()),
        decision.retryIn());
    return response;
  }

  /// Says which limit was reached, what it is and when it is over
  /// (draft-ietf-httpapi-ratelimit-headers, sections on RateLimit-Policy and RateLimit). Only
  /// refusals say it: on every answer it would cost more than the limit does.
  private static void tellQuota(MutableHttpResponse<?> response, Quota quota, Duration retryIn) {
    response.header(
        "RateLimit-Policy",
        "\"%s\";q=%d;w=%d".formatted(quota.scope(), quota.permits(), quota.window().toSeconds()));
    response.header("RateLimit", "\"%s\";r=0;t=%s".formatted(quota.scope(), seconds(retryIn)));
  }

  static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }

  private static HttpStatus statusOf(Answer.Kind kind) {
    return switch (kind) {
      case OK -> HttpStatus.OK;
      case ACCEPTED -> HttpStatus.ACCEPTED;
      case NO_CONTENT -> HttpStatus.NO_CONTENT;
      case BAD_REQUEST -> HttpStatus.BAD_REQUEST;
      case FORBIDDEN -> HttpStatus.FORBIDDEN;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case METHOD_NOT_ALLOWED -> HttpStatus.METHOD_NOT_ALLOWED;
      case CONFLICT -> HttpStatus.CONFLICT;
      case TOO_MANY_REQUESTS -> HttpStatus.TOO_MANY_REQUESTS;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
    };
  }
}
