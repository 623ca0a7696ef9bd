package dev.doorward.transport.http;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives every error of the framework our body: a fixed text under a stable code, nothing of the
/// exception.
@Singleton
@Primary
final class ErrorBodies implements ErrorResponseProcessor<byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorBodies.class);

  // Honest clients look for metadata under several names.
  private static final String SOUGHT = "/.well-known/";

  private final FixedHeaders always;
  private final DoorAudit audit;

  ErrorBodies(FixedHeaders always, DoorAudit audit) {
    this.always = always;
    this.audit = audit;
  }

  @Override
  public MutableHttpResponse<byte[]> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    DoorError error = errorOf(context.getRequest(), response.code());
    if (error == DoorError.INTERNAL) {
      LOG.atError().setCause(context.getRootCause().orElse(null)).log("fault");
    }
    if (error.status().getCode() < 500 && !isSearch(context.getRequest(), error)) {
      audit.violation(context.getRequest(), error);
    }
    if (AnswerFilter.isHttp2(context.getRequest())) {
      // A request that could not be read passes no filter.
      always.addTo(response);
    }
    return response
        .status(error.status())
        .body(error.body())
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private static boolean isSearch(HttpRequest<?> request, DoorError error) {
    return error == DoorError.NOT_FOUND && request.getPath().startsWith(SOUGHT);
  }

  /// The framework knows only two statuses for a request that could not be read.
  private static DoorError errorOf(HttpRequest<?> request, int status) {
    Throwable unread =
        request instanceof NettyHttpRequest<?> netty
            ? netty.getNativeRequest().decoderResult().cause()
            : null;
    return switch (unread) {
      case HeadRefused refused -> refused.error();
      case TooLongHttpLineException _ -> DoorError.TARGET_TOO_LONG;
      case TooLongHttpHeaderException _ -> DoorError.HEADERS_TOO_LARGE;
      case null, default -> DoorError.forStatus(status);
    };
  }
}
