package dev.doorward.transport.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tokens bound to certificates, of an issuer that may bind them and one that must.
public final class BoundTokens {
  private final TrustedKeys keys = new TrustedKeys();

  /// Makes the keys; takes a second.
  public BoundTokens() throws JOSEException {}

  /// What a door accepts that trusts both.
  public AccessTokens accepted(Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("bound.json"), new JWKSet(keys.rsa).toPublicJWKSet().toString());
    return AccessTokens.external(
        Map.of(
            "may", profile(TrustedKeys.ISSUER, file, false),
            "must", profile(TrustedKeys.OTHER, file, true)),
        TrustedKeys.AUDIENCE,
        InstantSource.fixed(TrustedKeys.NOW));
  }

  private static IssuerProfile profile(String issuer, Path keys, boolean bound) {
    return new IssuerProfile(
        IssuerKind.OIDC,
        issuer,
        Optional.of(keys.toString()),
        Optional.empty(),
        List.of(),
        IssuerProfile.ALGORITHMS,
        List.of("at+jwt"),
        "roles",
        Optional.empty(),
        "sub",
        Optional.empty(),
        bound,
        Optional.empty());
  }

  /// A token with this `cnf`, as JSON; none when it is empty.
  public String may(String confirmation) {
    return token(TrustedKeys.ISSUER, confirmation);
  }

  /// The same of the issuer that must bind.
  public String must(String confirmation) {
    return token(TrustedKeys.OTHER, confirmation);
  }

  private String token(String issuer, String confirmation) {
    return keys.signed(
        TrustedKeys.HEADER,
        TrustedKeys.claims(Map.of("iss", "\"" + issuer + "\"", "cnf", confirmation)));
  }

  /// What binds to a certificate.
  public static String to(X509Certificate certificate) {
    return "{\"x5t#S256\":\"" + thumbprint(certificate) + "\"}";
  }

  /// The thumbprint, as it stands in tokens and blocks.
  public static String thumbprint(X509Certificate certificate) {
    return ShownCertificate.thumbprint(certificate);
  }
}
