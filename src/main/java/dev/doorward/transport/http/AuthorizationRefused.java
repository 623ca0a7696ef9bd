package dev.doorward.transport.http;

import dev.doorward.limit.Decision;
import dev.doorward.transport.http.auth.Challenges;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalInt;

/// Answers where the framework's rules say no: 401 with a challenge, 403, 429 when the identity
/// provider was asked too often, or 503 when it is away.
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class AuthorizationRefused
    implements ExceptionHandler<AuthorizationException, MutableHttpResponse<?>> {
  private final Challenges challenges;

  private final DoorAudit audit;

  AuthorizationRefused(Challenges challenges, DoorAudit audit) {
    this.challenges = challenges;
    this.audit = audit;
  }

  @Override
  @SuppressWarnings("rawtypes") // The interface asks for the raw request.
  public MutableHttpResponse<?> handle(HttpRequest request, AuthorizationException refusal) {
    if (refusal.isForbidden()) {
      audit.forbidden(request);
      return Answers.of(DoorError.FORBIDDEN);
    }
    audit.unauthenticated(request, challenges.reason(request));
    Optional<Decision> limited = challenges.lookupsLimited(request);
    if (limited.isPresent()) {
      return Answers.limited(DoorError.LOOKUPS_LIMITED, limited.get());
    }
    OptionalInt retrySeconds = challenges.identityUnavailable(request);
    if (retrySeconds.isPresent()) {
      return Answers.of(DoorError.IDENTITY_UNAVAILABLE)
          .header(HttpHeaders.RETRY_AFTER, Integer.toString(retrySeconds.getAsInt()));
    }
    return Answers.of(DoorError.UNAUTHENTICATED)
        .header(HttpHeaders.WWW_AUTHENTICATE, challenges.unauthenticated(request));
  }
}
