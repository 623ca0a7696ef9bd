package dev.doorward.transport.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.doorward.caller.Scope;
import dev.doorward.transport.http.pkcs11.Pkcs11Settings;
import dev.doorward.transport.http.pkcs11.TokenRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The issuer of access tokens for a server that has no other: one RSA key in the data folder, or
/// in a PKCS#11 token. Any number of processes may use one folder at once.
public final class LocalIssuer {
  /// The longest life a token can be given.
  public static final Duration LONGEST_LIFE = Duration.ofDays(7);

  /// The `client_id` of every token made here.
  public static final String CLIENT_ID = "doorward-cli";

  private final SigningKeys keys;
  private final InstantSource clock;

  private LocalIssuer(SigningKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /// Reads the key of an existing folder, or makes one; throws [KeyRefused] for a key that must not
  /// be used.
  public static LocalIssuer open(Path folder, InstantSource clock) {
    return new LocalIssuer(FolderKeys.open(folder, clock), clock);
  }

  /// Reads the key of an existing folder and changes nothing there; empty while there is none.
  /// Throws [KeyRefused] for a key that must not be used.
  public static Optional<LocalIssuer> look(Path folder, InstantSource clock) {
    return FolderKeys.look(folder, clock).map(keys -> new LocalIssuer(keys, clock));
  }

  /// Signs with a key in a PKCS#11 token.
  ///
  /// @throws TokenRefused when there is none that signs
  public static LocalIssuer inToken(Pkcs11Settings settings, InstantSource clock) {
    return new LocalIssuer(TokenKeys.open(settings), clock);
  }

  /// The exact `iss` of its tokens; it belongs to the data folder, or to the key in a token.
  public String name() {
    return "urn:doorward:local:" + keys.instance();
  }

  /// The keys that verify its tokens now, public parts only.
  public JWKSet publicKeys() {
    return keys.publicKeys();
  }

  /// Makes a token for one subject that narrows nothing its roles allow.
  public String mint(String subject, List<String> roles, String audience, Duration life) {
    return mint(subject, roles, Scope.ALL, audience, life);
  }

  /// Makes a token for one subject (RFC 9068): `life` is at most [#LONGEST_LIFE].
  public String mint(
      String subject, List<String> roles, Set<Scope> scopes, String audience, Duration life) {
    if (!life.isPositive() || life.compareTo(LONGEST_LIFE) > 0) {
      throw new IllegalArgumentException("a token lives at most " + LONGEST_LIFE);
    }
    SigningKeys.Signing key = keys.signing();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(name())
            .subject(subject)
            .audience(audience)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)))
            .jwtID(UUID.randomUUID().toString())
            .claim("client_id", CLIENT_ID)
            .claim("roles", roles)
            .claim("scope", String.join(" ", scopes.stream().sorted().map(Scope::value).toList()))
            .build();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(new JOSEObjectType("at+jwt"))
            .keyID(key.keyId())
            .build();
    return sign(new SignedJWT(header, claims), key.signer()).serialize();
  }

  private static SignedJWT sign(SignedJWT token, JWSSigner signer) {
    try {
      token.sign(signer);
      return token;
    } catch (JOSEException e) {
      throw new IllegalStateException("a key that signed at the start does not sign any more", e);
    }
  }
}
