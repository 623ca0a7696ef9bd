package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.Settings;
import dev.doorward.transport.http.auth.IssuerKind;
import dev.doorward.transport.http.auth.IssuerProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerSectionTest {
  private static final String STRONG = "q8Zr3VbN1xKc7Ty5Lm0PwSd9Ef2Gh4Ja6";

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();

  @Test
  void readsAProfileOfEveryKind() throws IOException {
    Map<String, IssuerProfile> profiles =
        read("""
                issuers:
                  plain: {issuer: https://a.example/, jwks: https://a.example/keys}
                  staff: {kind: keycloak, issuer: https://id.example.org/realms/tools}
                  old: {kind: entra-v1, tenant: 0f8fad5b-d9cb-469f-a165-70867728950e}
                  new: {kind: entra-v2, tenant: 0f8fad5b-d9cb-469f-a165-70867728950e}
                  zero: {kind: auth0, issuer: https://example.eu.auth0.com/, roles-claim: https://mcp.example.org/roles}
                  okta: {kind: okta, issuer: https://example.okta.com/oauth2/default, subject-claim: uid, scopes-claim: scp}
                """)
            .issuers();

    assertThat(profiles.get("plain").tokenTypes()).containsExactly("at+jwt");
    assertThat(profiles.get("staff").jwks())
        .contains("https://id.example.org/realms/tools/protocol/openid-connect/certs");
    assertThat(profiles.get("staff").rolesClaim()).isEqualTo("realm_access.roles");
    assertThat(profiles.get("old").issuer())
        .isEqualTo("https://sts.windows.net/0f8fad5b-d9cb-469f-a165-70867728950e/");
    assertThat(profiles.get("new").issuer())
        .isEqualTo("https://login.microsoftonline.com/0f8fad5b-d9cb-469f-a165-70867728950e/v2.0");
    assertThat(profiles.get("new").subjectClaim()).isEqualTo("oid");
    assertThat(profiles.get("new").tokenTypes()).containsExactly("jwt");
    assertThat(profiles.get("zero").jwks())
        .contains("https://example.eu.auth0.com/.well-known/jwks.json");
    assertThat(profiles.get("zero").rolesClaim()).isEqualTo("https://mcp.example.org/roles");
    assertThat(profiles.get("okta").kind()).isEqualTo(IssuerKind.OKTA);
    assertThat(profiles.get("okta").jwks())
        .contains("https://example.okta.com/oauth2/default/v1/keys");
  }

  @Test
  void keepsTheShortWayBesideProfiles() throws IOException {
    Settings settings =
        read(
            """
            issuer: {name: https://a.example/, jwks: https://a.example/keys}
            issuers:
              other: {issuer: https://b.example/, jwks: https://b.example/keys}
            """);

    assertThat(settings.trustedIssuers()).containsOnlyKeys("issuer", "other");
    assertThat(settings.usesLocalIssuer()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: {kind: keyclock}}                                 | issuers.a.kind
          {a: {isuer: x}}                                       | did you mean issuer?
          {a: {kind: oidc}}                                     | issuers.a.issuer
          {a: {issuer: https://a.example/}}                     | issuers.a.jwks
          {a: {kind: entra-v2}}                                 | issuers.a.tenant
          {a: {kind: entra-v2, tenant: common}}                 | names no one directory
          {a: {kind: keycloak, issuer: x, algorithms: [HS256]}} | issuers.a.algorithms
          {a: {kind: keycloak, issuer: x, algorithms: [none]}}  | issuers.a.algorithms
          {a: {kind: keycloak, issuer: x, algorithms: []}}      | an empty list accepts nothing
          {a: {kind: keycloak, issuer: x, audience: []}}        | issuers.a.audience
          {a: {kind: keycloak, issuer: x, token-types: [any]}}  | issuers.a.token-types
          {a: {kind: keycloak, issuer: [x, y]}}                 | a single value is expected
          {issuer: {kind: keycloak, issuer: x}}                 | cannot have this name
          {A: {kind: keycloak, issuer: x}}                      | cannot have this name
          """)
  void refusesAProfileAndSaysWhichPart(String profiles, String text) {
    assertThatThrownBy(() -> read("issuers: " + profiles + "\n"))
        .isInstanceOfSatisfying(
            SettingsRefused.class, refused -> assertThat(refused.line()).contains(text));
  }

  @Test
  void takesASecretForTheOneIssuerOfTheShortWay() throws IOException {
    environment.put("JWT_SECRET", STRONG);

    IssuerProfile profile =
        read("issuer: {name: https://a.example/}\n").trustedIssuers().get("issuer");

    assertThat(profile.algorithms()).containsExactly("HS256");
    assertThat(profile.secret()).isPresent();
    assertThat(profile.toString()).doesNotContain(STRONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "0123456789012345678901234567890",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void refusesAWeakSecretWithoutShowingIt(String weak) {
    environment.put("JWT_SECRET", weak);

    assertThatThrownBy(() -> read("issuer: {name: https://a.example/}\n"))
        .isInstanceOfSatisfying(
            SettingsRefused.class,
            refused ->
                assertThat(refused.line())
                    .contains("issuer.secret", "JWT_SECRET", "256 bits")
                    .doesNotContain(weak));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "issuer: {name: https://a.example/, jwks: https://a.example/keys}",
        "issuer: {name: https://a.example/, algorithms: [RS256]}",
        "issuers: {b: {issuer: https://b.example/, jwks: https://b.example/keys}}",
        "log: {level: debug}"
      })
  void refusesASecretBesideKeysOrWithoutItsIssuer(String configuration) {
    environment.put("JWT_SECRET", STRONG);

    assertThatThrownBy(() -> read(configuration + "\n"))
        .isInstanceOfSatisfying(
            SettingsRefused.class,
            refused -> assertThat(refused.line()).contains("issuer.").doesNotContain(STRONG));
  }

  private Settings read(String configuration) throws IOException {
    Path file = Files.writeString(folder.resolve("doorward.yml"), configuration);
    return new StartSettings(environment, folder, Optional.empty())
        .read(Optional.of(file.toString()), Map.of());
  }
}
