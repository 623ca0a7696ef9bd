package dev.doorward.transport.http.auth;

import static dev.doorward.transport.http.auth.TrustedKeys.AUDIENCE;
import static dev.doorward.transport.http.auth.TrustedKeys.HEADER;
import static dev.doorward.transport.http.auth.TrustedKeys.IAT;
import static dev.doorward.transport.http.auth.TrustedKeys.claims;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Map;
import java.util.stream.Stream;

/// Tokens that must be accepted: the refused ones differ from these in one thing each.
final class GoodTokens {
  private GoodTokens() {}

  static Stream<TokenCase> all(TrustedKeys keys) {
    String plain = HEADER.replace("at+jwt", "JWT");
    return Stream.of(
        good("RS256", keys.signed(HEADER, claims(Map.of()))),
        good(
            "PS256",
            TrustedKeys.sign(
                keys.rsa, JWSAlgorithm.PS256, HEADER.replace("RS256", "PS256"), claims(Map.of()))),
        good(
            "ES256",
            TrustedKeys.sign(
                keys.ec,
                JWSAlgorithm.ES256,
                HEADER.replace("RS256", "ES256").replace("k1", "e1"),
                claims(Map.of()))),
        good(
            "the long form of the type",
            keys.signed(HEADER.replace("at+jwt", "application/at+JWT"), claims(Map.of()))),
        changed(keys, "several audiences", "aud", "[\"account\",\"" + AUDIENCE + "\"]"),
        changed(keys, "ended less than the skew ago", "exp", String.valueOf(IAT - 29)),
        changed(keys, "issued within the skew", "iat", String.valueOf(IAT + 30)),
        changed(keys, "begins within the skew", "nbf", String.valueOf(IAT + 30)),
        changed(keys, "the longest life", "exp", String.valueOf(IAT + 604_800)),
        changed(keys, "a time with a fraction", "exp", IAT + 60 + ".5"),
        changed(keys, "no role", "roles", ""),
        good(
            "the second issuer's, whose only key needs no id",
            TrustedKeys.sign(
                keys.other,
                JWSAlgorithm.RS256,
                HEADER.replace(",\"kid\":\"k1\"", ""),
                claims(Map.of("iss", quoted(TrustedKeys.OTHER))))),
        good(
            "Keycloak's",
            keys.signed(
                plain, claims(Map.of("iss", quoted(TrustedKeys.KEYCLOAK), "typ", "\"Bearer\"")))),
        good(
            "Okta's",
            keys.signed(
                HEADER.replace(",\"typ\":\"at+jwt\"", ""),
                claims(Map.of("iss", quoted(TrustedKeys.OKTA), "cid", "\"c\"")))),
        good(
            "Entra's",
            keys.signed(
                plain,
                claims(
                    Map.of(
                        "iss", quoted(TrustedKeys.entra()),
                        "ver", "\"2.0\"",
                        "tid", quoted(TrustedKeys.TENANT),
                        "oid", "\"o\"",
                        "azp", "\"c\"")))));
  }

  private static TokenCase changed(TrustedKeys keys, String name, String claim, String value) {
    return good(name, keys.signed(HEADER, claims(Map.of(claim, value))));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static TokenCase good(String name, String token) {
    return new TokenCase(name, "", token);
  }
}
