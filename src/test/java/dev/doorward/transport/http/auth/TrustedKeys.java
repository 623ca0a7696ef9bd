package dev.doorward.transport.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Five issuers of different kinds with keys of their own, what they write, and a door's view of
/// them. The clock stands still.
public final class TrustedKeys {
  /// What the server under attack is called.
  public static final String AUDIENCE = "https://mcp.example.org/mcp";

  static final String ISSUER = "https://login.example.org/";
  static final String OTHER = "https://other.example.org/";
  static final String KEYCLOAK = "https://id.example.org/realms/tools";
  static final String OKTA = "https://example.okta.com/oauth2/default";
  static final String TENANT = "0f8fad5b-d9cb-469f-a165-70867728950e";
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final long IAT = NOW.getEpochSecond();
  static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}";

  final RSAKey rsa;
  final ECKey ec;
  final RSAKey other;
  final RSAKey stranger;

  /// Makes the keys; takes a second.
  public TrustedKeys() throws JOSEException {
    rsa = new RSAKeyGenerator(2048).keyID("k1").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
    other = new RSAKeyGenerator(2048).keyID("o1").generate();
    stranger = new RSAKeyGenerator(2048).keyID("k1").generate();
  }

  /// What a door accepts that trusts the five.
  public AccessTokens accepted(Path folder) throws IOException {
    String first = keys(folder, "first", rsa, ec);
    String second = keys(folder, "second", other);
    return AccessTokens.external(
        Map.of(
            "first", profile(IssuerKind.OIDC, ISSUER, first, Optional.empty()),
            "second", profile(IssuerKind.OIDC, OTHER, second, Optional.empty()),
            "keycloak", profile(IssuerKind.KEYCLOAK, KEYCLOAK, first, Optional.empty()),
            "okta", profile(IssuerKind.OKTA, OKTA, first, Optional.empty()),
            "entra", profile(IssuerKind.ENTRA_V2, entra(), first, Optional.of(TENANT))),
        AUDIENCE,
        InstantSource.fixed(NOW));
  }

  static String entra() {
    return IssuerKind.ENTRA_V2.issuerOf(TENANT).orElseThrow();
  }

  private static String keys(Path folder, String name, JWK... keys) throws IOException {
    Path file = folder.resolve(name + ".json");
    Files.writeString(file, new JWKSet(List.of(keys)).toPublicJWKSet().toString());
    return file.toString();
  }

  private static IssuerProfile profile(
      IssuerKind kind, String issuer, String jwks, Optional<String> tenant) {
    return new IssuerProfile(
        kind,
        issuer,
        Optional.of(jwks),
        Optional.empty(),
        List.of(),
        IssuerProfile.ALGORITHMS,
        kind.tokenTypes(),
        kind.rolesClaim(),
        Optional.empty(),
        kind.subjectClaim(),
        tenant,
        Optional.empty());
  }

  /// Good claims of the first issuer but for those given, as JSON; an empty value leaves one out.
  static String claims(Map<String, String> changes) {
    var all = new TreeMap<String, String>();
    all.put("iss", "\"" + ISSUER + "\"");
    all.put("aud", "\"" + AUDIENCE + "\"");
    all.put("sub", "\"alice\"");
    all.put("iat", String.valueOf(IAT));
    all.put("exp", String.valueOf(IAT + 3_600));
    all.put("roles", "[\"viewer\"]");
    all.putAll(changes);
    all.values().removeIf(String::isEmpty);
    return all.entrySet().stream()
        .map(claim -> "\"" + claim.getKey() + "\":" + claim.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /// A token with this header and these claims, signed by the first issuer.
  String signed(String header, String claims) {
    return sign(rsa, JWSAlgorithm.RS256, header, claims);
  }

  static String sign(JWK by, JWSAlgorithm algorithm, String header, String claims) {
    try {
      JWSSigner signer =
          by instanceof ECKey curve ? new ECDSASigner(curve) : new RSASSASigner(by.toRSAKey());
      String content = encode(header) + "." + encode(claims);
      return content + "." + signer.sign(new JWSHeader(algorithm), bytes(content));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String encode(String text) {
    return Base64URL.encode(text).toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
