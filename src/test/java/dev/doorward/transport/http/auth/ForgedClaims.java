package dev.doorward.transport.http.auth;

import static dev.doorward.transport.http.auth.TrustedKeys.AUDIENCE;
import static dev.doorward.transport.http.auth.TrustedKeys.HEADER;
import static dev.doorward.transport.http.auth.TrustedKeys.IAT;
import static dev.doorward.transport.http.auth.TrustedKeys.ISSUER;
import static dev.doorward.transport.http.auth.TrustedKeys.KEYCLOAK;
import static dev.doorward.transport.http.auth.TrustedKeys.OKTA;
import static dev.doorward.transport.http.auth.TrustedKeys.OTHER;
import static dev.doorward.transport.http.auth.TrustedKeys.TENANT;
import static dev.doorward.transport.http.auth.TrustedKeys.claims;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Tokens whose signature is good and whose claims are not.
final class ForgedClaims {
  private final TrustedKeys keys;
  private final List<TokenCase> cases = new ArrayList<>();

  private ForgedClaims(TrustedKeys keys) {
    this.keys = keys;
  }

  static Stream<TokenCase> all(TrustedKeys keys) {
    ForgedClaims forged = new ForgedClaims(keys);
    forged.issuers();
    forged.audiences();
    forged.subjects();
    forged.times();
    forged.forms();
    forged.otherTokens();
    return forged.cases.stream();
  }

  private void issuers() {
    for (String variant :
        List.of(
            "https://login.example.org",
            "https://login.example.org//",
            "https://login.example.org/x",
            "https://LOGIN.example.org/",
            "HTTPS://login.example.org/",
            "http://login.example.org/",
            "https://login.example.org:443/",
            "https://login.example.org./",
            "https://user@login.example.org/",
            "https://login.example.org/?",
            "https://login.example.org/#",
            "https://login.example.org/%2e",
            " https://login.example.org/",
            "https://login.example.org/ ",
            "https://evil.example/https://login.example.org/",
            "https://log\\u0456n.example.org/",
            "login.example.org",
            "urn:doorward:local:x",
            "")) {
      claim("iss", "\"" + variant + "\"", "issuer");
    }
    for (String odd : List.of("null", "7", "[\"" + ISSUER + "\"]", "{}", "")) {
      claim("iss", odd, "issuer");
    }
    claim("iss", "\"" + OTHER + "\"", "signature");
    String other = HEADER.replace("k1", "o1");
    add(
        "first issuer's token by the second's key",
        "signature",
        TrustedKeys.sign(keys.other, JWSAlgorithm.RS256, other, claims(Map.of())));
    add(
        "first issuer's token by the second's key under the first's id",
        "signature",
        TrustedKeys.sign(keys.other, JWSAlgorithm.RS256, HEADER, claims(Map.of())));
  }

  private void audiences() {
    for (String variant :
        List.of(
            "https://mcp.example.org/mcp2",
            "https://mcp.example.org/mcp/",
            "https://mcp.example.org/mc",
            "https://mcp.example.org",
            "https://MCP.example.org/mcp",
            "http://mcp.example.org/mcp",
            "https://mcp.example.org:443/mcp",
            "https://other.example.org/mcp",
            "https://other.example.org/mcp " + AUDIENCE,
            AUDIENCE + "," + AUDIENCE,
            "*",
            "account",
            "")) {
      claim("aud", "\"" + variant + "\"", "audience");
    }
    for (String odd :
        List.of(
            "null",
            "7",
            "{}",
            "[]",
            "[null]",
            "[7,\"" + AUDIENCE + "\"]",
            "[[\"" + AUDIENCE + "\"]]",
            "{\"" + AUDIENCE + "\":1}",
            "[\"https://other.example.org/mcp\"]",
            "")) {
      // A library's own parser refuses some of these together with the signature.
      claim("aud", odd, "audience|signature|malformed");
    }
    claim(
        "aud",
        IntStream.range(0, 65)
            .mapToObj(i -> "\"" + (i == 64 ? AUDIENCE : "a" + i) + "\"")
            .collect(Collectors.joining(",", "[", "]")),
        "audience");
  }

  private void subjects() {
    for (String odd :
        List.of(
            "\"\"",
            "\" \"",
            "7",
            "null",
            "true",
            "[\"alice\"]",
            "{\"name\":\"alice\"}",
            "\"alice\\nrole: admin\"",
            "\"alice\\u0000\"",
            "\"" + "a".repeat(513) + "\"",
            "")) {
      claim("sub", odd, "subject|signature|malformed");
    }
  }

  private void times() {
    List<String> odd =
        List.of("null", "\"" + (IAT + 60) + "\"", "true", "[" + IAT + "]", "{}", "-1", "1e300");
    for (String name : List.of("exp", "iat", "nbf")) {
      odd.forEach(value -> claim(name, value, "no_times|signature|malformed"));
      claim(name, IAT + "000", "no_times");
    }
    claim("exp", "", "no_times");
    claim("iat", "", "no_times");
    claim("exp", "1", "expired");
    claim("exp", "0", "expired");
    claim("exp", String.valueOf(IAT - 30), "expired");
    claim("exp", String.valueOf(IAT + 604_801), "lives_too_long");
    claim("exp", "253402300799", "lives_too_long");
    claim("iat", String.valueOf(IAT + 31), "issued_in_future");
    claim("iat", "1", "lives_too_long");
    claim("nbf", String.valueOf(IAT + 31), "expired");
  }

  private void forms() {
    for (String name : List.of("sub", "aud", "iss", "exp", "roles")) {
      String good = claims(Map.of());
      add(
          name + " twice",
          "malformed|signature",
          keys.signed(HEADER, good.replace("{", "{\"" + name + "\":\"x\",")));
    }
    claim("cnf", "{\"jkt\":\"x\"}", "key_bound");
    claim("cnf", "{\"x5t#S256\":\"x\"}", "key_bound");
    claim("cnf", "null", "key_bound");
    claim("scope", "\"a\\\"b\"", "malformed");
    String many =
        IntStream.range(0, 65).mapToObj(i -> "\"c" + i + "\":1").collect(Collectors.joining(","));
    add(
        "71 claims",
        "too_many_claims",
        keys.signed(HEADER, claims(Map.of()).replace("}", "," + many + "}")));
    claim("deep", "[".repeat(2_000) + "]".repeat(2_000), "malformed|signature");
    for (String odd : List.of("[]", "null", "\"text\"", "7", "nonsense", "{", "{}")) {
      add("claims '" + odd + "'", "malformed|signature|issuer", keys.signed(HEADER, odd));
    }
  }

  /// What the same issuers sign with the same keys and is no access token.
  private void otherTokens() {
    String plain = HEADER.replace("at+jwt", "JWT");
    String untyped = HEADER.replace(",\"typ\":\"at+jwt\"", "");
    Map<String, String> keycloak = Map.of("iss", quoted(KEYCLOAK), "typ", "\"Bearer\"");
    kind("Keycloak's ID token", plain, keycloak, Map.of("typ", "\"ID\""), "not_an_access_token");
    kind(
        "Keycloak's refresh token",
        plain,
        keycloak,
        Map.of("typ", "\"Refresh\""),
        "not_an_access_token");
    kind(
        "Keycloak's token without a typ claim",
        plain,
        keycloak,
        Map.of("typ", ""),
        "not_an_access_token");
    kind(
        "Keycloak's token with a nonce",
        plain,
        keycloak,
        Map.of("nonce", "\"n\""),
        "not_an_access_token");
    kind("Keycloak's token without audience", plain, keycloak, Map.of("aud", ""), "audience");
    Map<String, String> okta = Map.of("iss", quoted(OKTA), "cid", "\"c\"");
    kind("Okta's ID token", untyped, okta, Map.of("cid", ""), "not_an_access_token");
    kind(
        "Okta's token with at_hash",
        untyped,
        okta,
        Map.of("at_hash", "\"h\""),
        "not_an_access_token");
    kind("Okta's token typed JWT", plain, okta, Map.of(), "type");
    Map<String, String> entra =
        Map.of(
            "iss", quoted(TrustedKeys.entra()),
            "ver", "\"2.0\"",
            "tid", quoted(TENANT),
            "oid", "\"o\"",
            "azp", "\"c\"");
    kind("Entra's ID token", plain, entra, Map.of("azp", ""), "not_an_access_token");
    kind(
        "Entra's token of version 1",
        plain,
        entra,
        Map.of("ver", "\"1.0\""),
        "not_an_access_token");
    kind("Entra's token of another tenant", plain, entra, Map.of("tid", "\"other\""), "tenant");
    kind("Entra's token without a tenant", plain, entra, Map.of("tid", ""), "tenant");
    kind(
        "Entra's token with tenants",
        plain,
        entra,
        Map.of("tid", "[" + quoted(TENANT) + "]"),
        "tenant");
    kind("Entra's token without oid", plain, entra, Map.of("oid", ""), "subject");
    kind(
        "Entra's common issuer",
        plain,
        entra,
        Map.of("iss", "\"https://login.microsoftonline.com/common/v2.0\""),
        "issuer");
    kind(
        "Entra's issuer of version 1",
        plain,
        entra,
        Map.of("iss", quoted("https://sts.windows.net/" + TENANT + "/")),
        "issuer");
  }

  private void kind(
      String name,
      String header,
      Map<String, String> usual,
      Map<String, String> changes,
      String reason) {
    Map<String, String> all = new HashMap<>(usual);
    all.putAll(changes);
    add(name, reason, keys.signed(header, claims(all)));
  }

  private void claim(String name, String value, String reason) {
    String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
    add(
        name + " " + (shown.isEmpty() ? "left out" : shown),
        reason,
        keys.signed(HEADER, claims(Map.of(name, value))));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private void add(String name, String reason, String token) {
    cases.add(new TokenCase(name, reason, token));
  }
}
