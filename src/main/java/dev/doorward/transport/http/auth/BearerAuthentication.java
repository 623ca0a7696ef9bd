package dev.doorward.transport.http.auth;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Takes the access token of a request (RFC 6750, section 2.1) and asks the verifier whose it is.
/// Why a token was not taken stays with the request for the challenge.
final class BearerAuthentication implements AuthenticationFetcher<HttpRequest<?>> {
  private static final String SCHEME = "Bearer ";
  private static final String PROBLEM = "doorward.credential";

  private final TokenVerifier verifier;
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

  BearerAuthentication(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
    String header = request.getHeaders().get("Authorization");
    if (header == null) {
      return Mono.empty();
    }
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return taken(request, new Verification.Rejected("scheme"));
    }
    String token = header.substring(SCHEME.length()).strip();
    if (token.length() > TokenForm.LONGEST_TOKEN) {
      return taken(request, new Verification.Rejected("too_long"));
    }
    ByteBuffer digest = VerifiedTokens.digest(token);
    Optional<Verification> recalled = verifier.recall(digest);
    if (recalled.isPresent()) {
      return taken(request, recalled.get());
    }
    // Keys may have to be fetched, and a signature costs the time of many calls: not on the event
    // loop.
    return Mono.fromCallable(() -> verifier.verify(token, digest))
        .subscribeOn(Schedulers.fromExecutor(threads))
        .flatMap(verification -> taken(request, verification));
  }

  /// The caller of a token that was verified a moment ago and still holds.
  Optional<CallerAuthentication> recalled(HttpRequest<?> request) {
    String header = request.getHeaders().get("Authorization");
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String token = header.substring(SCHEME.length()).strip();
    if (token.length() > TokenForm.LONGEST_TOKEN) {
      return Optional.empty();
    }
    return verifier
        .recall(VerifiedTokens.digest(token))
        .filter(Verification.Verified.class::isInstance)
        .map(verified -> new CallerAuthentication(((Verification.Verified) verified).caller()));
  }

  private static Mono<Authentication> taken(HttpRequest<?> request, Verification verification) {
    return switch (verification) {
      case Verification.Verified verified -> Mono.just(new CallerAuthentication(verified.caller()));
      case Verification.Rejected rejected -> {
        request.setAttribute(PROBLEM, rejected);
        yield Mono.empty();
      }
      case Verification.Unavailable unavailable -> {
        request.setAttribute(PROBLEM, unavailable);
        yield Mono.empty();
      }
      case Verification.Limited limited -> {
        request.setAttribute(PROBLEM, limited);
        yield Mono.empty();
      }
    };
  }

  /// What was wrong with the request's credential; empty when it had none.
  static Optional<Verification> problem(HttpRequest<?> request) {
    return request.getAttribute(PROBLEM, Verification.class);
  }
}
