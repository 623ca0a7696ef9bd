package dev.doorward.reload;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/// What an issuer with a key of the test's own writes.
final class OwnKeys {
  private OwnKeys() {}

  /// The key set with one key.
  static String published(RSAKey key) {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  /// A developer's token.
  static String token(RSAKey key, String issuer, String audience) throws JOSEException {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("ada")
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3_000)))
                .claim("client_id", "tests")
                .claim("roles", List.of("developer"))
                .claim("scope", "mcp:tools.read mcp:tools.call mcp:subscriptions.read")
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
