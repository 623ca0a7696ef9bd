package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens that some library or other has let through. Every one differs in one thing from a token
/// that is accepted.
final class RefusedTokensTest {
  private static final String ISSUER = "https://login.example.org/";
  private static final String AUDIENCE = "https://mcp.example.org/mcp";
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final long IAT = NOW.getEpochSecond();
  private static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}";

  private static RSAKey key;
  private static RSAKey stranger;
  private static TokenVerifier verifier;

  @BeforeAll
  static void makeKeys() throws JOSEException {
    key = new RSAKeyGenerator(2048).keyID("k1").generate();
    stranger = new RSAKeyGenerator(2048).keyID("k1").generate();
    verifier =
        new TokenVerifier(
            new TrustedIssuer(
                ISSUER,
                Set.of(AUDIENCE),
                Set.of(JWSAlgorithm.RS256),
                Set.of("at+jwt"),
                "roles",
                new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK()))),
            InstantSource.fixed(NOW));
  }

  @Test
  void acceptsTheTokenTheOthersAreMadeFrom() throws JOSEException {
    assertThat(judge(signed(HEADER, claims(Map.of())))).isInstanceOf(Verification.Verified.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iss | \"https://login.example.org\"",
        "iss | \"https://login.example.org/x\"",
        "iss | \"https://LOGIN.example.org/\"",
        "iss | \"\"",
        "iss | null",
        "aud | \"https://mcp.example.org/mcp2\"",
        "aud | \"https://mcp.example.org\"",
        "aud | [\"https://other.example.org/mcp\"]",
        "aud | []",
        "aud | null",
        "sub | \"\"",
        "sub | \" \"",
        "sub | 7",
        "sub | null",
        "exp | null",
        "exp | 1",
        "exp | 1780315200000",
        "exp | 4102444800",
        "exp | \"1780318800\"",
        "iat | null",
        "iat | 1780400000",
        "nbf | 1780400000",
        "cnf | {\"jkt\":\"x\"}"
      })
  void refusesAClaimThatIsNotExactlyRight(String name, String value) throws JOSEException {
    refuses(signed(HEADER, claims(Map.of(name, value))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "aud", "sub", "exp", "iat"})
  void refusesATokenWithoutARequiredClaim(String name) throws JOSEException {
    refuses(signed(HEADER, claims(Map.of(name, ""))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"RS256\",\"kid\":\"k1\"}",
        "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}",
        "{\"alg\":\"RS256\",\"typ\":\"dpop+jwt\",\"kid\":\"k1\"}",
        "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"../../k1\"}",
        "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\",\"crit\":[]}",
        "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\",\"crit\":[\"exp\"]}",
        "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\",\"jku\":\"https://evil.example/k\"}",
        "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\",\"x5u\":\"https://evil.example/k\"}",
        "{\"alg\":\"RS384\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}",
        "{\"alg\":\"rs256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}",
        "{\"typ\":\"at+jwt\",\"kid\":\"k1\"}",
        "[]",
        "nonsense"
      })
  void refusesAHeaderThatIsNotOneOfTheIssuers(String header) throws JOSEException {
    refuses(signed(header, claims(Map.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "nOnE", "NONE"})
  void refusesATokenWithoutASignature(String algorithm) throws JOSEException {
    String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}";
    String unsigned = encode(header) + "." + encode(claims(Map.of())) + ".";

    refuses(unsigned);
    refuses(unsigned + signed(HEADER, claims(Map.of())).replaceAll("^.*\\.", ""));
  }

  @Test
  void refusesThePublicKeyUsedAsASecret() throws JOSEException {
    String header = "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}";
    byte[] secret = key.toRSAPublicKey().getEncoded();
    String content = encode(header) + "." + encode(claims(Map.of()));
    Base64URL signature =
        new MACSigner(secret).sign(new JWSHeader(JWSAlgorithm.HS256), bytes(content));

    refuses(content + "." + signature);
  }

  @Test
  void refusesAnotherKeyUnderTheSameId() throws JOSEException {
    refuses(sign(stranger, HEADER, claims(Map.of())));
    refuses(
        sign(
            stranger,
            "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"jwk\":" + stranger.toPublicJWK() + "}",
            claims(Map.of())));
  }

  @Test
  void refusesAClaimThatComesTwice() throws JOSEException {
    String twice = claims(Map.of()).replace("{", "{\"sub\":\"somebody\",");

    refuses(signed(HEADER, twice));
  }

  @Test
  void refusesASecondSpellingOfAGoodToken() throws JOSEException {
    String good = signed(HEADER, claims(Map.of()));

    refuses(good + "=");
    refuses(good + " ");
    refuses(good + ".");
    refuses(good.replace('-', '+').concat("+"));
    refuses(otherTrailingBits(good));
    refuses(good + ".x.y");
  }

  @Test
  void refusesWhatIsTooLargeToBeAnAccessToken() throws JOSEException {
    String many =
        IntStream.range(0, 65).mapToObj(i -> "\"c" + i + "\":1").collect(Collectors.joining(","));

    refuses(signed(HEADER, claims(Map.of()).replace("}", "," + many + "}")));
    refuses(signed(HEADER, claims(Map.of("filler", "\"" + "x".repeat(8_192) + "\""))));
  }

  private static void refuses(String token) {
    assertThat(judge(token)).as(token).isInstanceOf(Verification.Rejected.class);
  }

  private static Verification judge(String token) {
    return verifier.verify(token, TokenVerifier.digest(token));
  }

  /// Good claims but for those given; an empty value leaves a claim out.
  private static String claims(Map<String, String> changes) {
    var all = new java.util.TreeMap<String, String>();
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

  private static String signed(String header, String claims) throws JOSEException {
    return sign(key, header, claims);
  }

  private static String sign(RSAKey by, String header, String claims) throws JOSEException {
    String content = encode(header) + "." + encode(claims);
    return content
        + "."
        + new RSASSASigner(by).sign(new JWSHeader(JWSAlgorithm.RS256), bytes(content));
  }

  /// A signature of 256 bytes leaves four bits of its last character unused.
  private static String otherTrailingBits(String token) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));
    String other = token.substring(0, token.length() - 1) + alphabet.charAt(last ^ 1);
    byte[] first = Base64.getUrlDecoder().decode(token.replaceAll("^.*\\.", ""));
    byte[] second = Base64.getUrlDecoder().decode(other.replaceAll("^.*\\.", ""));
    assertThat(Arrays.equals(first, second)).isTrue();
    return other;
  }

  private static String encode(String text) {
    return Base64URL.encode(text).toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
