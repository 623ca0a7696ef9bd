package dev.doorward.transport.http.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An issuer whose access tokens are accepted, and exactly which of them.
///
/// @param issuer the exact `iss`
/// @param audience accepted `aud` values, never empty
/// @param algorithms accepted signature algorithms, never empty
/// @param types accepted `typ` headers in lower case, or [IssuerProfile#NO_TYPE]; never empty
/// @param names where callers, roles and scopes are
/// @param fixed claims that must have exactly this value
/// @param required claims that must be there beside those of every token
/// @param certificateBound whether each must be bound to the certificate of its client
/// @param keys where its keys come from
record TrustedIssuer(
    String issuer,
    Set<String> audience,
    Set<JWSAlgorithm> algorithms,
    Set<String> types,
    Names names,
    Map<String, String> fixed,
    Set<String> required,
    boolean certificateBound,
    JWKSource<SecurityContext> keys) {
  /// Names of claims.
  ///
  /// @param roles dots descend into objects
  /// @param scopes empty means `scope`, else `scp`
  record Names(String subject, String client, String roles, Optional<String> scopes) {
    static final Names USUAL = new Names("sub", "client_id", "roles", Optional.empty());
  }

  TrustedIssuer {
    audience = Set.copyOf(audience);
    algorithms = Set.copyOf(algorithms);
    types = Set.copyOf(types);
    fixed = Map.copyOf(fixed);
    required = Set.copyOf(required);
    if (issuer.isBlank() || audience.isEmpty() || algorithms.isEmpty() || types.isEmpty()) {
      throw new IllegalArgumentException(
          "an issuer needs a name, an audience, algorithms and token types");
    }
  }

  /// An issuer that writes what RFC 9068 says, with RS256.
  static TrustedIssuer plain(String issuer, String audience, JWKSource<SecurityContext> keys) {
    return new TrustedIssuer(
        issuer,
        Set.of(audience),
        Set.of(JWSAlgorithm.RS256),
        Set.of("at+jwt"),
        Names.USUAL,
        Map.of(),
        Set.of(),
        false,
        keys);
  }

  /// The issuer of a profile; `audience` holds where the profile names none.
  static TrustedIssuer of(IssuerProfile profile, String audience, JWKSource<SecurityContext> keys) {
    Map<String, String> fixed = new HashMap<>(profile.kind().fixedClaims());
    profile.tenant().ifPresent(tenant -> fixed.put("tid", tenant));
    return new TrustedIssuer(
        profile.issuer(),
        Set.copyOf(profile.audience().isEmpty() ? List.of(audience) : profile.audience()),
        profile.algorithms().stream()
            .map(JWSAlgorithm::parse)
            .collect(Collectors.toUnmodifiableSet()),
        profile.tokenTypes().stream()
            .map(type -> type.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()),
        new Names(
            profile.subjectClaim(),
            profile.kind().clientClaim(),
            profile.rolesClaim(),
            profile.scopesClaim()),
        fixed,
        profile.kind().accessClaims(),
        profile.certificateBound(),
        keys);
  }
}
