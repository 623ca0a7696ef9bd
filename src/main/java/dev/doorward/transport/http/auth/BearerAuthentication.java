package dev.doorward.transport.http.auth;

import dev.doorward.limit.Network;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Takes the access token of a request (RFC 6750, section 2.1), its API key, or the certificate of
/// its connection where it has neither, and asks whose it is. Why a credential was not taken stays
/// with the request for the challenge.
final class BearerAuthentication implements AuthenticationFetcher<HttpRequest<?>> {
  private static final String SCHEME = "Bearer ";
  private static final String CERTIFICATE = "doorward.certificate";
  private static final String PROBLEM = "doorward.credential";

  private static final String FOUND = "doorward.found";
  private static final Optional<Verification> FORWARDED =
      Optional.of(new Verification.Rejected("certificate_of_proxy"));

  private final TokenVerifier verifier;
  private final ApiKeys keys;
  private final ClientCertificates certificates;
  private final LongSupplier trust;
  private volatile Whereabouts whereabouts = Whereabouts.DIRECT;
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

  /// @param trust a number that is another one whenever other credentials are accepted
  BearerAuthentication(
      TokenVerifier verifier, ApiKeys keys, ClientCertificates certificates, LongSupplier trust) {
    this.trust = trust;
    this.certificates = certificates;
    this.verifier = verifier;
    this.keys = keys;
  }

  void locate(Whereabouts known) {
    whereabouts = known;
  }

  @Override
  public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
    String header = request.getHeaders().get(HttpHeaderNames.AUTHORIZATION);
    if (header == null) {
      String key = request.getHeaders().get(ApiKeys.HEADER);
      return key == null ? shown(request) : taken(request, keys.judge(key));
    }
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return taken(request, new Verification.Rejected("scheme"));
    }
    String token = header.substring(SCHEME.length()).strip();
    Optional<Verification> key = keys.bearer(token);
    if (key.isPresent()) {
      return taken(request, key.get());
    }
    if (token.length() > TokenForm.LONGEST_TOKEN) {
      return taken(request, new Verification.Rejected("too_long"));
    }
    ByteBuffer digest = VerifiedTokens.digest(token);
    Optional<Verification> recalled = verifier.recall(digest);
    if (recalled.isPresent()) {
      return taken(request, bound(request, recalled.get()));
    }
    // Keys may have to be fetched, and a signature costs the time of many calls: not on the event
    // loop.
    Network source = whereabouts.source(request);
    return Mono.fromCallable(() -> judged(request, token, digest, source))
        .subscribeOn(Schedulers.fromExecutor(threads))
        .flatMap(verification -> taken(request, verification));
  }

  /// What was found stays with the request: a stream that it opens need not ask again.
  private Verification judged(
      HttpRequest<?> request, String token, ByteBuffer digest, Network source) {
    long asked = trust.getAsLong();
    Instant at = verifier.clock().instant();
    Verification verification = bound(request, verifier.verify(token, digest, source));
    request.setAttribute(FOUND, new Judged(asked, at, verification));
    return verification;
  }

  /// Who shows a certificate and nothing else has sent no credential that could be bad, only one
  /// that may not be enough: it counts towards no lock-out.
  private Mono<Authentication> shown(HttpRequest<?> request) {
    return switch (certified(request).orElse(null)) {
      case Verification.Verified verified -> Mono.just(new CallerAuthentication(verified.caller()));
      case Verification.Rejected rejected -> {
        request.setAttribute(CERTIFICATE, rejected.reason());
        yield Mono.empty();
      }
      case Verification.Unavailable _ -> Mono.empty();
      case Verification.Limited _ -> Mono.empty();
      case null -> Mono.empty();
    };
  }

  /// Judges the certificate of a request's connection. A trusted proxy's is its own and names none
  /// of those it connects for.
  private Optional<Verification> certified(HttpRequest<?> request) {
    Optional<Verification> judged = certificates.of(request);
    return judged.isPresent() && whereabouts.isForwarded(request) ? FORWARDED : judged;
  }

  /// A token that is bound to a certificate is good on connections of that certificate only (RFC
  /// 8705, section 3).
  private Verification bound(HttpRequest<?> request, Verification verification) {
    return isBound(verification)
        ? bound(
            whereabouts.isForwarded(request) ? Optional.empty() : ShownCertificate.of(request),
            verification)
        : verification;
  }

  private static boolean isBound(Verification verification) {
    return verification instanceof Verification.Verified verified
        && !verified.certificate().isEmpty();
  }

  /// The same for a connection on which a certificate was shown, or none.
  static Verification bound(Optional<ShownCertificate> shown, Verification verification) {
    return !(verification instanceof Verification.Verified verified)
            || verified.certificate().isEmpty()
            || shown.filter(own -> own.thumbprint().equals(verified.certificate())).isPresent()
        ? verification
        : new Verification.Rejected("certificate_bound");
  }

  /// The caller of a token that was verified a moment ago and still holds, or of a good API key or
  /// certificate.
  Optional<CallerAuthentication> recalled(HttpRequest<?> request) {
    String header = request.getHeaders().get(HttpHeaderNames.AUTHORIZATION);
    if (header == null) {
      String key = request.getHeaders().get(ApiKeys.HEADER);
      return judged(request, key == null ? certified(request) : Optional.of(keys.judge(key)));
    }
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String token = header.substring(SCHEME.length()).strip();
    Optional<Verification> key = keys.bearer(token);
    if (key.isPresent()) {
      return judged(request, key);
    }
    if (token.length() > TokenForm.LONGEST_TOKEN) {
      return Optional.empty();
    }
    return caller(
        ConnectionMemo.judged(request, token, verifier).map(known -> bound(request, known)));
  }

  /// The caller of a credential that is judged whole every time.
  private static Optional<CallerAuthentication> judged(
      HttpRequest<?> request, Optional<Verification> verification) {
    return verification.orElse(null) instanceof Verification.Verified verified
        ? Optional.of(
            new CallerAuthentication(
                verified.caller(), ToldCallers.isNews(request, verified.caller())))
        : Optional.empty();
  }

  /// Whether the token of a request was called good by its provider within the last minute.
  boolean goodLately(HttpRequest<?> request) {
    String header = request.getHeaders().get(HttpHeaderNames.AUTHORIZATION);
    if (header == null
        || header.length() > SCHEME.length() + TokenForm.LONGEST_TOKEN
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    return verifier.goodLately(
        () -> VerifiedTokens.digest(header.substring(SCHEME.length()).strip()));
  }

  private static Optional<CallerAuthentication> caller(Optional<Verification> verification) {
    return verification
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

  /// What was found of a request's token when it came; empty when it was known before.
  static Optional<Judged> found(HttpRequest<?> request) {
    return request.getAttribute(FOUND, Judged.class);
  }

  /// Why the certificate of a request without a credential names nobody; empty when it has none.
  static Optional<String> certificateProblem(HttpRequest<?> request) {
    return request.getAttribute(CERTIFICATE, String.class);
  }

  /// What was wrong with the request's credential; empty when it had none.
  static Optional<Verification> problem(HttpRequest<?> request) {
    return request.getAttribute(PROBLEM, Verification.class);
  }
}
