package dev.doorward.transport.http.auth;

import io.micronaut.http.HttpRequest;
import java.util.OptionalInt;

/// The `WWW-Authenticate` value of a refusal (RFC 6750, section 3; RFC 9728, section 5.1): one
/// challenge, built from the configured address only.
public final class Challenges {
  private final String metadataUrl;

  /// @param metadataUrl where the protected-resource metadata is
  public Challenges(String metadataUrl) {
    this.metadataUrl = metadataUrl;
  }

  /// The challenge for a request that was not authenticated.
  public String unauthenticated(HttpRequest<?> request) {
    String challenge = "Bearer resource_metadata=\"" + metadataUrl + "\"";
    return BearerAuthentication.problem(request).isPresent()
        ? challenge + ", error=\"invalid_token\""
        : challenge;
  }

  /// Tells whether a request carried a credential that is not good.
  public boolean credentialRejected(HttpRequest<?> request) {
    return BearerAuthentication.problem(request)
        .filter(Verification.Rejected.class::isInstance)
        .isPresent();
  }

  /// After how many seconds a request may be worth repeating that was refused only because its
  /// token could not be judged; empty for every other one.
  public OptionalInt identityUnavailable(HttpRequest<?> request) {
    return BearerAuthentication.problem(request).orElse(null)
            instanceof Verification.Unavailable(int seconds)
        ? OptionalInt.of(seconds)
        : OptionalInt.empty();
  }

  /// Why a request was not authenticated, as a fixed class for the audit trail, never for the
  /// client.
  public String reason(HttpRequest<?> request) {
    return switch (BearerAuthentication.problem(request).orElse(null)) {
      case Verification.Rejected rejected -> rejected.reason();
      case Verification.Unavailable _ -> "identity_unavailable";
      case Verification.Verified _ -> "not_enough";
      case null -> "no_credential";
    };
  }
}
