package dev.doorward.transport.http.auth;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Judges what a provider said of a token (RFC 7662, section 2.2): that it knows the token does not
/// mean that the token is for us.
final class LookupClaims {
  private static final int MOST_CLAIMS = 128;

  // How servers that have several kinds of tokens call the one that gives access.
  private static final List<String> ACCESS_USES = List.of("access_token", "access");

  private LookupClaims() {}

  /// Says why the claims do not give access now; empty when they do.
  ///
  /// @param audience accepted `aud` values
  static Optional<String> problem(
      Map<String, Object> claims, IssuerProfile profile, Set<String> audience, Instant now) {
    if (claims.size() > MOST_CLAIMS) {
      return Optional.of("too_many_claims");
    }
    if (claims.containsKey("iss") && !profile.issuer().equals(claims.get("iss"))) {
      return Optional.of("issuer");
    }
    if (!TokenClaims.isForUs(claims.get("aud"), audience)
        || (profile.kind() == IssuerKind.GOOGLE
            && claims.containsKey("azp")
            && !TokenClaims.isForUs(claims.get("azp"), audience))) {
      return Optional.of("audience");
    }
    if (!TokenClaims.isSubject(claims.get(profile.subjectClaim()))) {
      return Optional.of("subject");
    }
    // A token bound to a key proves nothing when the proof is not checked.
    if (claims.containsKey("cnf")) {
      return Optional.of("key_bound");
    }
    if (!isAccessToken(claims)) {
      return Optional.of("not_an_access_token");
    }
    if (profile.tenant().isPresent() && !profile.tenant().get().equals(claims.get("tid"))) {
      return Optional.of("tenant");
    }
    return timeProblem(claims, profile.kind(), now);
  }

  private static boolean isAccessToken(Map<String, Object> claims) {
    Object type = claims.getOrDefault("token_type", "Bearer");
    Object use = claims.getOrDefault("token_use", "access");
    return type instanceof String text
        && text.equalsIgnoreCase("Bearer")
        && use instanceof String word
        && ACCESS_USES.contains(word);
  }

  private static Optional<String> timeProblem(
      Map<String, Object> claims, IssuerKind kind, Instant now) {
    // GitHub's older tokens have no end.
    if (!claims.containsKey("exp") && kind != IssuerKind.GITHUB) {
      return Optional.of("no_times");
    }
    for (String name : List.of("exp", "nbf", "iat")) {
      if (claims.containsKey(name) && TokenClaims.time(claims.get(name)).isEmpty()) {
        return Optional.of("no_times");
      }
    }
    if (TokenClaims.time(claims.get("iat"))
        .filter(issued -> issued.isAfter(now.plus(TokenClaims.SKEW)))
        .isPresent()) {
      return Optional.of("issued_in_future");
    }
    return now.isBefore(until(claims)) && !now.isBefore(TokenClaims.from(claims))
        ? Optional.empty()
        : Optional.of("expired");
  }

  /// When claims that have passed stop giving access, the skew included.
  static Instant until(Map<String, Object> claims) {
    return claims.containsKey("exp") ? TokenClaims.until(claims) : Instant.MAX;
  }

  /// When a token must be asked about again that was asked about now.
  static Instant askAgain(Map<String, Object> claims, LookupProfile lookup, Instant now) {
    Instant later = now.plus(lookup.cache());
    return TokenClaims.time(claims.get("exp")).filter(later::isAfter).orElse(later);
  }
}
