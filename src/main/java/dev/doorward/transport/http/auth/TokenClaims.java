package dev.doorward.transport.http.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.doorward.caller.Caller;
import dev.doorward.caller.CallerId;
import dev.doorward.caller.Door;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Judges the claims of a token whose signature is good, and makes its caller.
final class TokenClaims {
  static final Duration SKEW = Duration.ofSeconds(30);
  private static final Duration LONGEST_LIFE = Duration.ofDays(7);
  private static final int MOST_CLAIMS = 64;
  private static final int MOST_ROLES = 64;

  private TokenClaims() {}

  /// Says why the claims do not give access now; empty when they do (RFC 9068, section 4, and what
  /// libraries let through).
  static Optional<String> problem(JWTClaimsSet claims, TrustedIssuer issuer, Instant now) {
    if (claims.getClaims().size() > MOST_CLAIMS) {
      return Optional.of("too_many_claims");
    }
    if (!issuer.issuer().equals(claims.getIssuer())) {
      return Optional.of("issuer");
    }
    if (claims.getAudience().stream().noneMatch(issuer.audience()::contains)) {
      return Optional.of("audience");
    }
    if (!(claims.getClaim("sub") instanceof String subject)
        || subject.isBlank()
        || subject.length() > 512) {
      return Optional.of("subject");
    }
    // A token bound to a key proves nothing when the proof is not checked.
    if (claims.getClaim("cnf") != null) {
      return Optional.of("key_bound");
    }
    return timeProblem(
        claims.getIssueTime(), claims.getExpirationTime(), claims.getNotBeforeTime(), now);
  }

  private static Optional<String> timeProblem(
      @Nullable Date issued, @Nullable Date expires, @Nullable Date notBefore, Instant now) {
    if (issued == null || expires == null) {
      return Optional.of("no_times");
    }
    if (issued.toInstant().isAfter(now.plus(SKEW))) {
      return Optional.of("issued_in_future");
    }
    if (expires.toInstant().isAfter(issued.toInstant().plus(LONGEST_LIFE))) {
      return Optional.of("lives_too_long");
    }
    return stillValid(
            expires.toInstant(), notBefore == null ? Instant.MIN : notBefore.toInstant(), now)
        ? Optional.empty()
        : Optional.of("expired");
  }

  /// Whether now lies between the two times, with the allowed skew.
  static boolean stillValid(Instant expires, Instant notBefore, Instant now) {
    return now.isBefore(expires.plus(SKEW))
        && (notBefore.equals(Instant.MIN) || !now.isBefore(notBefore.minus(SKEW)));
  }

  /// Makes the caller of claims that have passed.
  static Caller caller(JWTClaimsSet claims, TrustedIssuer issuer) {
    Object client = claims.getClaim("client_id") instanceof String id ? id : claims.getClaim("azp");
    return new Caller(
        new CallerId(claims.getIssuer(), claims.getSubject()),
        roles(claims, issuer.rolesClaim()),
        scopes(
            claims.getClaim("scope") == null ? claims.getClaim("scp") : claims.getClaim("scope")),
        client instanceof String text && !text.isBlank() && text.length() <= 256 ? text : "unknown",
        Door.HTTP);
  }

  private static Set<Role> roles(JWTClaimsSet claims, String path) {
    Object at = claims.getClaims();
    for (String step : path.split("\\.", -1)) {
      at = at instanceof Map<?, ?> map ? map.get(step) : null;
    }
    Collection<?> names =
        at instanceof Collection<?> many
            ? many
            : at instanceof String one ? List.of(one) : List.of();
    Set<Role> roles = new HashSet<>();
    for (Object name : names) {
      if (roles.size() < MOST_ROLES && name instanceof String text && Role.isWellFormed(text)) {
        roles.add(new Role(text));
      }
    }
    return roles;
  }

  private static Set<Scope> scopes(@Nullable Object claim) {
    Set<Scope> scopes = new HashSet<>();
    if (claim instanceof String text) {
      for (String scope : text.split(" ", -1)) {
        if (!scope.isEmpty() && scope.length() <= 256 && scopes.size() < MOST_ROLES) {
          scopes.add(Scope.of(scope));
        }
      }
    }
    return scopes;
  }
}
