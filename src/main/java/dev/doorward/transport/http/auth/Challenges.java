package dev.doorward.transport.http.auth;

import dev.doorward.caller.Scope;
import dev.doorward.limit.Decision;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The `WWW-Authenticate` value of a refusal (RFC 6750, section 3; RFC 9728, section 5.1): one
/// challenge, built from the configured address only.
public final class Challenges {
  private final String metadata;
  private volatile String unauthenticated;

  /// @param metadataUrl where the protected-resource metadata is
  /// @param scopes what a client without a token should ask for; empty when tokens need none
  public Challenges(String metadataUrl, List<Scope> scopes) {
    this.metadata = "resource_metadata=\"" + metadataUrl + "\"";
    this.unauthenticated = unauthenticated(scopes);
  }

  private String unauthenticated(List<Scope> scopes) {
    String asked = String.join(" ", scopes.stream().map(Scope::value).toList());
    return "Bearer " + metadata + (asked.isEmpty() ? "" : ", scope=\"" + asked + "\"");
  }

  /// Names other scopes from now on to a client without a token.
  public void ask(List<Scope> scopes) {
    unauthenticated = unauthenticated(scopes);
  }

  /// The challenge for a request that was not authenticated.
  public String unauthenticated(HttpRequest<?> request) {
    return BearerAuthentication.problem(request).isPresent()
        ? unauthenticated + ", error=\"invalid_token\""
        : unauthenticated;
  }

  /// The challenge for a token that is good but narrower than the operation needs (MCP 2026-07-28,
  /// basic/authorization, "Scope Challenge Handling").
  ///
  /// @param needed all scopes of the operation
  public String insufficientScope(List<String> needed) {
    return "Bearer error=\"insufficient_scope\", scope=\""
        + String.join(" ", needed)
        + "\", "
        + metadata;
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
            instanceof Verification.Unavailable(int seconds, _)
        ? OptionalInt.of(seconds)
        : OptionalInt.empty();
  }

  /// Which limit a request met only because its token was asked about too often; empty for every
  /// other one.
  public Optional<Decision> lookupsLimited(HttpRequest<?> request) {
    return BearerAuthentication.problem(request).orElse(null)
            instanceof Verification.Limited(Decision decision)
        ? Optional.of(decision)
        : Optional.empty();
  }

  /// Why a request was not authenticated, as a fixed class for the audit trail, never for the
  /// client.
  public String reason(HttpRequest<?> request) {
    return switch (BearerAuthentication.problem(request).orElse(null)) {
      case Verification.Rejected rejected -> rejected.reason();
      case Verification.Unavailable _ -> "identity_unavailable";
      case Verification.Limited _ -> "lookups_limited";
      case Verification.Verified _ -> "not_enough";
      case null -> BearerAuthentication.certificateProblem(request).orElse("no_credential");
    };
  }
}
