package dev.doorward.transport.http.auth;

import dev.doorward.caller.Caller;
import io.micronaut.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Makes the [Standing] of each stream. The credential of its request stays in memory for as long
/// as it is open, to be judged again.
final class Standings {
  private static final String BEARER = "Bearer ";

  private final TokenVerifier verifier;
  private final ApiKeys keys;
  private final ClientCertificates certificates;
  private final AtomicLong trust = new AtomicLong();
  private final JudgedTokens tokens;

  Standings(TokenVerifier verifier, ApiKeys keys, ClientCertificates certificates) {
    this.verifier = verifier;
    this.keys = keys;
    this.certificates = certificates;
    this.tokens = new JudgedTokens(verifier.clock(), trust::get);
  }

  /// A number that is another one whenever other credentials are accepted.
  long trust() {
    return trust.get();
  }

  /// Notes that other credentials are accepted, once they are.
  void changed() {
    trust.incrementAndGet();
  }

  /// The standing of a request whose caller was authenticated; it was so when the request came, and
  /// what has changed since counts.
  Standing of(HttpRequest<?> request, Caller caller) {
    long asked = trust.get();
    Optional<ShownCertificate> shown = ShownCertificate.of(request);
    String header = request.getHeaders().get("Authorization");
    String key = header == null ? request.getHeaders().get(ApiKeys.HEADER) : bearer(header);
    if (header == null && key == null) {
      return shown.map(client -> certified(client, caller, asked)).orElseGet(() -> none(caller));
    }
    // By what it was taken for: a key that is gone must not be shown to those who know tokens.
    String credential = key == null ? "" : key;
    return caller.id().issuer().equals(ApiKeys.ISSUER)
        ? keyed(credential, caller, asked)
        : token(request, credential, shown, caller);
  }

  private static String bearer(String header) {
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : "";
  }

  private Standing keyed(String key, Caller caller, long asked) {
    Standing standing = new Standing(caller, () -> keys.look(key), trust::get, keys.clock());
    standing.found(asked, keys.look(key));
    return standing;
  }

  private Standing certified(ShownCertificate shown, Caller caller, long asked) {
    Standing standing =
        new Standing(caller, () -> certificates.judge(shown), trust::get, certificates.clock());
    standing.found(asked, certificates.judge(shown));
    return standing;
  }

  /// A token of which nothing is known any more is judged at the first look: that may have to wait
  /// for others.
  private Standing token(
      HttpRequest<?> request, String token, Optional<ShownCertificate> shown, Caller caller) {
    long asked = trust.get();
    ByteBuffer digest = VerifiedTokens.digest(token);
    Standing standing =
        Standing.shared(
            caller,
            () -> {
              Judged judged =
                  tokens.judge(
                      digest,
                      () ->
                          verifier.recall(digest).orElseGet(() -> verifier.verify(token, digest)));
              return new Judged(
                  judged.trust(),
                  judged.at(),
                  BearerAuthentication.bound(shown, judged.verification()));
            },
            trust::get,
            verifier.clock());
    Optional<Judged> fresh = BearerAuthentication.found(request);
    // What was learned for this request need not be asked for the token's other streams.
    fresh
        .filter(found -> found.verification() instanceof Verification.Verified)
        .ifPresent(found -> tokens.found(digest, found));
    fresh
        .or(
            () ->
                verifier
                    .recall(digest)
                    .map(known -> BearerAuthentication.bound(shown, known))
                    .map(known -> new Judged(asked, verifier.clock().instant(), known)))
        .ifPresent(standing::found);
    return standing;
  }

  /// Nothing was shown that could be judged again, and so nothing keeps it open.
  private Standing none(Caller caller) {
    Standing standing =
        new Standing(caller, () -> new Verification.Rejected("none"), trust::get, verifier.clock());
    standing.found(trust.get(), new Verification.Rejected("none"));
    return standing;
  }
}
