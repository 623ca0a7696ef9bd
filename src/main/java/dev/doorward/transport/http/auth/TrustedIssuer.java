package dev.doorward.transport.http.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Set;

/// An issuer whose access tokens are accepted, and exactly which of them.
///
/// @param issuer the exact `iss`
/// @param audience accepted `aud` values, never empty
/// @param algorithms accepted signature algorithms, never empty
/// @param types accepted `typ` headers in lower case, never empty
/// @param rolesClaim where the roles are; dots descend into objects
/// @param keys where its public keys come from
record TrustedIssuer(
    String issuer,
    Set<String> audience,
    Set<JWSAlgorithm> algorithms,
    Set<String> types,
    String rolesClaim,
    JWKSource<SecurityContext> keys) {
  TrustedIssuer {
    audience = Set.copyOf(audience);
    algorithms = Set.copyOf(algorithms);
    types = Set.copyOf(types);
    if (issuer.isBlank() || audience.isEmpty() || algorithms.isEmpty() || types.isEmpty()) {
      throw new IllegalArgumentException(
          "an issuer needs a name, an audience, algorithms and token types");
    }
  }
}
