package dev.doorward.ops.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
  private static final String SIGNATURE = "c2lnbmF0dXJlLXNpZ25hdHVyZQ";
  private static final String OPAQUE = "0p4que-T0ken~of/some+kind=";

  static List<String> hostileTexts() {
    return List.of(
        "Authorization: Bearer " + OPAQUE,
        "authorization=[Bearer " + OPAQUE + "], Host=[a]",
        "{\"Authorization\":\"Bearer " + OPAQUE + "\"}",
        "AUTHORIZATION : bearer\t" + OPAQUE,
        "Authorization: Bearer\r\n " + OPAQUE,
        "Authorization: Custom a=1, b=" + OPAQUE,
        "Proxy-Authorization: Basic " + OPAQUE,
        "scheme DPoP " + OPAQUE,
        "Bearer:" + OPAQUE,
        "['Bearer', '" + OPAQUE + "']",
        "DefaultHttp2Headers[:path: /mcp, authorization: x " + OPAQUE + "]",
        "Cookie: a=1; session=" + OPAQUE,
        "Set-Cookie: session=" + OPAQUE + "; HttpOnly",
        "x-api-key: " + OPAQUE,
        "X-API-Key=[" + OPAQUE + "]",
        "GET /mcp?access_token=" + OPAQUE + "&a=b",
        "token=" + OPAQUE + "&token_type_hint=access_token",
        "{\"refresh_token\": \"" + OPAQUE + "\"}",
        "access_token: Bearer " + OPAQUE,
        "grant_type=x&client_secret=" + OPAQUE,
        "client_assertion=" + OPAQUE,
        "password = " + OPAQUE,
        "the key dwk_" + "a1b2c3_" + SIGNATURE + " is unknown",
        "DWK_" + SIGNATURE,
        "token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0." + SIGNATURE,
        "xeyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0." + SIGNATURE + "x",
        "header " + jwt("{ \"alg\":\"RS256\"}"),
        "header " + jwt("{\n\"alg\":\"RS256\"}"),
        "header " + jwt("{\r\n\"alg\":\"RS256\"}"),
        "header " + jwt("{\t\"alg\":\"RS256\"}"),
        "part eyJhbGciOiJSUzI1NiJ9" + SIGNATURE,
        "-----BEGIN RSA PRIVATE KEY-----\n" + SIGNATURE + "\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\\n" + SIGNATURE,
        "READ: 32B\n         |  0  1  2  3  4  5  6 |\n|00000000| 63 |" + SIGNATURE + "|\n");
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void hidesACredentialHoweverItIsWritten(String text) {
    assertThat(Masking.mask(text))
        .contains("[masked]")
        .doesNotContain(OPAQUE)
        .doesNotContain("0p4que")
        .doesNotContain(SIGNATURE);
    assertThat(Masking.mask("lost: " + text + "\nand more").lines().toList())
        .as("within more text")
        .noneMatch(line -> line.contains(OPAQUE) || line.contains(SIGNATURE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "connection reset by peer",
        "at dev.doorward.transport.http.auth.BearerAuthentication.fetch(BearerAuthentication.java:7)",
        "the authorization server cannot be reached",
        "Unexpected token: '}' at line 3",
        "a basic test of the newest eyes",
        "cookies are not used here",
        "-----BEGIN CERTIFICATE-----"
      })
  void leavesOrdinaryTextAlone(String text) {
    assertThat(Masking.mask(text)).isEqualTo(text);
  }

  @Test
  void whatIsMaskedStaysAsItIs() {
    for (String text : hostileTexts()) {
      String once = Masking.mask(text);
      assertThat(Masking.mask(once)).isEqualTo(once);
    }
  }

  @Test
  void hidesAConfiguredSecretInEveryFormItTravels() {
    String secret = "correct horse/battery+staple";
    Masking.add(secret);
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);

    for (String form :
        List.of(
            secret,
            URLEncoder.encode(secret, StandardCharsets.UTF_8),
            Base64.getEncoder().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))) {
      assertThat(Masking.mask("<" + form + ">")).isEqualTo("<[masked]>");
    }
  }

  @Test
  void aSecretTooShortToBeOneMasksNoWords() {
    Masking.add("the");

    assertThat(Masking.mask("the door")).isEqualTo("the door");
  }

  private static String jwt(String header) {
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + ".eyJzdWIiOiJhIn0."
        + SIGNATURE;
  }
}
