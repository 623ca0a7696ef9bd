package dev.doorward.cli;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/// Tokens as an issuer elsewhere makes them, with one key.
final class IssuedTokens {
  private static final RSAKey KEY = key();

  private IssuedTokens() {}

  /// The key set it publishes.
  static String keys() {
    return new JWKSet(KEY.toPublicJWK()).toString();
  }

  /// A token of a viewer that ends after `life`, or is over for so long.
  static String token(String issuer, String audience, Duration life) throws JOSEException {
    Instant issued = Instant.now().minus(life.isNegative() ? Duration.ofHours(2) : Duration.ZERO);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(KEY.getKeyID())
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("ann")
                .audience(audience)
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(Instant.now().plus(life)))
                .claim("roles", List.of("viewer"))
                .build());
    token.sign(new RSASSASigner(KEY));
    return token.serialize();
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("k1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
