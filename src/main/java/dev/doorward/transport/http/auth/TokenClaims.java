package dev.doorward.transport.http.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Judges the claims of a token whose signature is good, as they were written: libraries turn
/// numbers into texts and missing times into none.
final class TokenClaims {
  static final Duration SKEW = Duration.ofSeconds(30);
  private static final Duration LONGEST_LIFE = Duration.ofDays(7);
  private static final int MOST_CLAIMS = 64;
  private static final int MOST_AUDIENCES = 64;
  private static final int LONGEST_SUBJECT = 512;

  // The year 10000; a time in milliseconds is far beyond it.
  private static final double LATEST_SECOND = 253_402_300_800.0;

  // What ID tokens, logout tokens and proofs of possession have and access tokens have not.
  private static final List<String> OTHER_TOKENS =
      List.of("nonce", "at_hash", "c_hash", "s_hash", "events", "htm", "htu");

  private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

  private TokenClaims() {}

  /// Says why the claims do not give access now; empty when they do (RFC 9068, section 4, and what
  /// libraries let through).
  ///
  /// @param typed whether the header says that it is an access token
  static Optional<String> problem(
      Map<String, Object> claims, TrustedIssuer issuer, boolean typed, Instant now) {
    if (claims.size() > MOST_CLAIMS) {
      return Optional.of("too_many_claims");
    }
    if (!issuer.issuer().equals(claims.get("iss"))) {
      return Optional.of("issuer");
    }
    if (!isForUs(claims.get("aud"), issuer.audience())) {
      return Optional.of("audience");
    }
    if (!isSubject(claims.get("sub")) || !isSubject(claims.get(issuer.names().subject()))) {
      return Optional.of("subject");
    }
    // A token bound to a key proves nothing when the proof is not checked; of the kinds there are
    // only the binding to a certificate is.
    if (claims.containsKey("cnf") && certificate(claims).isEmpty()) {
      return Optional.of("key_bound");
    }
    if (issuer.certificateBound() && !claims.containsKey("cnf")) {
      return Optional.of("not_bound");
    }
    if (!typed && OTHER_TOKENS.stream().anyMatch(claims::containsKey)) {
      return Optional.of("not_an_access_token");
    }
    return profileProblem(claims, issuer).or(() -> timeProblem(claims, now));
  }

  /// Whether an `aud` names one of ours.
  static boolean isForUs(@Nullable Object audience, Set<String> ours) {
    if (audience instanceof String one) {
      return ours.contains(one);
    }
    if (!(audience instanceof List<?> many) || many.size() > MOST_AUDIENCES) {
      return false;
    }
    boolean found = false;
    for (Object one : many) {
      if (!(one instanceof String text)) {
        return false;
      }
      found |= ours.contains(text);
    }
    return found;
  }

  static boolean isSubject(@Nullable Object value) {
    return value instanceof String subject
        && !subject.isBlank()
        && subject.length() <= LONGEST_SUBJECT
        && subject.chars().noneMatch(Character::isISOControl);
  }

  private static Optional<String> profileProblem(Map<String, Object> claims, TrustedIssuer issuer) {
    for (Map.Entry<String, String> fixed : issuer.fixed().entrySet()) {
      if (!fixed.getValue().equals(claims.get(fixed.getKey()))) {
        return Optional.of(fixed.getKey().equals("tid") ? "tenant" : "not_an_access_token");
      }
    }
    for (String name : issuer.required()) {
      if (!(claims.get(name) instanceof String text) || text.isBlank()) {
        return Optional.of("not_an_access_token");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> timeProblem(Map<String, Object> claims, Instant now) {
    Optional<Instant> issued = time(claims.get("iat"));
    Optional<Instant> expires = time(claims.get("exp"));
    if (issued.isEmpty()
        || expires.isEmpty()
        || (claims.containsKey("nbf") && time(claims.get("nbf")).isEmpty())) {
      return Optional.of("no_times");
    }
    if (issued.get().isAfter(now.plus(SKEW))) {
      return Optional.of("issued_in_future");
    }
    if (expires.get().isAfter(issued.get().plus(LONGEST_LIFE))) {
      return Optional.of("lives_too_long");
    }
    return now.isBefore(until(claims)) && !now.isBefore(from(claims))
        ? Optional.empty()
        : Optional.of("expired");
  }

  /// The thumbprint of the certificate a token is bound to (RFC 8705, section 3.1); empty when
  /// there is none or the token is bound to anything else as well.
  static Optional<String> certificate(Map<String, Object> claims) {
    return claims.get("cnf") instanceof Map<?, ?> bound
            && bound.size() == 1
            && bound.get("x5t#S256") instanceof String thumbprint
            && THUMBPRINT.matcher(thumbprint).matches()
        ? Optional.of(thumbprint)
        : Optional.empty();
  }

  /// When claims that have passed begin to give access, the skew included.
  static Instant from(Map<String, Object> claims) {
    return time(claims.get("nbf")).map(time -> time.minus(SKEW)).orElse(Instant.MIN);
  }

  /// When they stop giving access, the skew included.
  static Instant until(Map<String, Object> claims) {
    return time(claims.get("exp")).map(time -> time.plus(SKEW)).orElse(Instant.MIN);
  }

  /// A NumericDate (RFC 7519, section 2); empty for anything else.
  static Optional<Instant> time(@Nullable Object value) {
    if (!(value instanceof Number seconds)
        || !(seconds.doubleValue() >= 0)
        || seconds.doubleValue() >= LATEST_SECOND) {
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochSecond(seconds.longValue()));
  }
}
