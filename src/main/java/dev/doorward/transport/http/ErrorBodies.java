package dev.doorward.transport.http;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives every error of the framework our body: a fixed text under a stable code, nothing of the
/// exception.
@Singleton
@Primary
final class ErrorBodies implements ErrorResponseProcessor<byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorBodies.class);

  @Override
  public MutableHttpResponse<byte[]> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    DoorError error = DoorError.forStatus(response.code());
    if (error == DoorError.INTERNAL) {
      LOG.atError().setCause(context.getRootCause().orElse(null)).log("fault");
    }
    return response
        .status(error.status())
        .body(error.body())
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }
}
