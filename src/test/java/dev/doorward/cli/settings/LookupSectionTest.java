package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.Settings;
import dev.doorward.caller.Role;
import dev.doorward.transport.http.auth.IssuerProfile;
import dev.doorward.transport.http.auth.LookupProfile;
import dev.doorward.transport.http.auth.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The profiles of providers that are asked about tokens.
final class LookupSectionTest {
  private static final String SECRET = "k3f9-client-secret-8Qz";

  @TempDir Path folder;
  private Path file;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void write() throws IOException {
    file = secret("secret", SECRET + "\n", "rw-r-----");
  }

  private Path secret(String name, String text, String permissions) throws IOException {
    Path written = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(written, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void readsAProfileOfEveryKind() throws IOException {
    Map<String, IssuerProfile> profiles =
        read("""
                issuers:
                  staff:
                    kind: introspection
                    issuer: https://login.example.org/
                    endpoint: https://login.example.org/introspect?realm=a
                    client-id: doorward
                    client-secret-file: FILE
                    audience: [https://mcp.example.org/mcp]
                    cache: 30s
                    accepts-jwt: true
                    roles-claim: realm_access.roles
                    subject-claim: username
                    default-roles: [viewer]
                    subject-roles: ["alice=developer", "a=b=admin", "alice=admin"]
                  people: {kind: google, client-id: [a.apps.example, b.apps.example]}
                  hub: {kind: github, client-id: Iv1.8a61f9b3a7aba766, client-secret-file: FILE}
                """)
            .issuers();

    LookupProfile staff = profiles.get("staff").lookup().orElseThrow();
    assertThat(staff.endpoint())
        .isEqualTo(URI.create("https://login.example.org/introspect?realm=a"));
    assertThat(staff.client())
        .contains(
            new LookupProfile.Client(
                "doorward", new Secret(SECRET), Optional.of(folder.resolve("secret"))));
    assertThat(staff.cache()).isEqualTo(Duration.ofSeconds(30));
    assertThat(staff.acceptsJwt()).isTrue();
    assertThat(staff.defaultRoles()).containsExactly(Role.VIEWER);
    assertThat(staff.subjectRoles())
        .isEqualTo(Map.of("alice", Set.of(Role.DEVELOPER, Role.ADMIN), "a=b", Set.of(Role.ADMIN)));
    assertThat(profiles.get("staff").subjectClaim()).isEqualTo("username");

    IssuerProfile people = profiles.get("people");
    assertThat(people.issuer()).isEqualTo("https://accounts.google.com");
    assertThat(people.audience()).containsExactly("a.apps.example", "b.apps.example");
    assertThat(people.lookup().orElseThrow().endpoint())
        .isEqualTo(URI.create("https://oauth2.googleapis.com/tokeninfo"));
    assertThat(people.lookup().orElseThrow().cache()).isZero();
    assertThat(people.lookup().orElseThrow().client()).isEmpty();

    IssuerProfile hub = profiles.get("hub");
    assertThat(hub.issuer()).isEqualTo("https://github.com/login/oauth");
    assertThat(hub.audience()).containsExactly("Iv1.8a61f9b3a7aba766");
    assertThat(hub.lookup().orElseThrow().endpoint())
        .isEqualTo(URI.create("https://api.github.com"));
    assertThat(hub.lookup().orElseThrow().acceptsJwt()).isFalse();
    assertThat(profiles.toString()).doesNotContain(SECRET);
  }

  @Test
  void takesTheUsualVariablesForTheOneProfileThatNeedsThem() throws IOException {
    environment.put("MCP_OAUTH_CLIENT_ID", "Iv1.8a61f9b3a7aba766");
    environment.put("MCP_OAUTH_CLIENT_SECRET", SECRET);
    Settings settings =
        read(
            """
            issuers:
              hub: {kind: github}
              people: {kind: google, client-id: a.apps.example}
            """);

    assertThat(settings.usesLocalIssuer()).isFalse();
    assertThat(settings.trustedIssuers().get("hub").lookup().orElseThrow().client())
        .contains(new LookupProfile.Client("Iv1.8a61f9b3a7aba766", new Secret(SECRET)));
    assertThat(settings.toString()).doesNotContain(SECRET);
  }

  @Test
  void takesTheUsualVariablesForGoogleWhichWantsNoSecret() throws IOException {
    environment.put("MCP_OAUTH_CLIENT_ID", "a.apps.example");
    environment.put("MCP_OAUTH_CLIENT_SECRET", SECRET);

    assertThat(read("issuers: {people: {kind: google}}\n").issuers().get("people").audience())
        .containsExactly("a.apps.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8081/introspect",
        "http://localhost/introspect",
        "http://[::1]/introspect"
      })
  void takesPlainHttpOnLoopback(String endpoint) throws IOException {
    assertThat(
            read("issuers: {a: " + introspection("endpoint: '" + endpoint + "'") + "}\n").issuers())
        .containsKey("a");
  }

  private static String introspection(String endpoint) {
    return "{kind: introspection, issuer: https://a.example/, client-id: x,"
        + " client-secret-file: FILE, "
        + endpoint
        + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          endpoint: http://login.example.org/introspect           | issuers.a.endpoint
          endpoint: http://127.0.0.1.evil.example/introspect      | issuers.a.endpoint
          endpoint: https://user:pass@login.example.org/          | issuers.a.endpoint
          endpoint: https://login.example.org/#introspect         | issuers.a.endpoint
          endpoint: ftp://login.example.org/introspect            | issuers.a.endpoint
          endpoint: login.example.org                             | issuers.a.endpoint
          endpoint: 'https:// login'                              | issuers.a.endpoint
          endpoint: [https://a.example/, https://b.example/]      | a single value is expected
          endpoint: https://a.example/i, cache: 31s               | issuers.a.cache
          endpoint: https://a.example/i, cache: 1m                | issuers.a.cache
          endpoint: https://a.example/i, cache: 30                | issuers.a.cache
          endpoint: https://a.example/i, cache: -1s               | issuers.a.cache
          endpoint: https://a.example/i, accepts-jwt: maybe       | issuers.a.accepts-jwt
          endpoint: https://a.example/i, default-roles: [Admin]   | issuers.a.default-roles
          endpoint: https://a.example/i, subject-roles: [alice]   | issuers.a.subject-roles
          endpoint: https://a.example/i, subject-roles: [=admin]  | issuers.a.subject-roles
          endpoint: https://a.example/i, subject-roles: [a=]      | issuers.a.subject-roles
          endpoint: https://a.example/i, jwks: https://a.example/ | issuers.a.jwks
          endpoint: https://a.example/i, client-secret: abcdefgh  | did you mean client-secret-file?
          endpoint: https://a.example/i, tenant: common           | names no one directory
          """)
  void refusesAProfileAndSaysWhichPart(String fields, String text) {
    refuses("issuers: {a: " + introspection(fields) + "}\n", text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {a: {kind: introspection, endpoint: https://a.example/i, client-id: x, client-secret-file: FILE}} | issuers.a.issuer
          {a: {kind: introspection, issuer: https://a.example/, client-id: x, client-secret-file: FILE}}    | issuers.a.endpoint
          {a: {kind: introspection, issuer: i, endpoint: https://a.example/i, client-secret-file: FILE}}    | MCP_OAUTH_CLIENT_ID
          {a: {kind: introspection, issuer: i, endpoint: https://a.example/i, client-id: x}}                | MCP_OAUTH_CLIENT_SECRET
          {a: {kind: google}}                                                                               | issuers.a.client-id
          {a: {kind: google, client-id: x, audience: y}}                                                    | issuers.a.audience
          {a: {kind: google, client-id: x, client-secret-file: FILE}}                                       | issuers.a.client-secret-file
          {a: {kind: google, client-id: x, endpoint: 'https://a.example/?x=y'}}                             | issuers.a.endpoint
          {a: {kind: google, client-id: x, endpoint: 'http://a.example/'}}                                  | issuers.a.endpoint
          {a: {kind: github, client-id: x/../y, client-secret-file: FILE}}                                  | issuers.a.client-id
          {a: {kind: github, client-id: [x, y], client-secret-file: FILE}}                                  | a single value is expected
          {a: {kind: github, client-id: x, client-secret-file: FILE, accepts-jwt: true}}                    | issuers.a.accepts-jwt
          {a: {kind: github, client-id: x}}                                                                 | issuers.a.client-secret-file
          {a: {kind: github, client-id: x, client-secret-file: FILE}, b: {kind: github, client-id: y, client-secret-file: FILE}} | issuers.b.kind
          {a: {kind: google, client-id: x}, b: {kind: google, client-id: y}}                                | no token tells which is meant
          {a: {kind: oidc, issuer: i, jwks: https://a.example/k, cache: 30s}}                               | issuers.a.cache
          """)
  void refusesWhatIsMissingOrMeansNothing(String profiles, String text) {
    refuses("issuers: " + profiles + "\n", text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          log: {level: debug}
          issuers: {a: {kind: oidc, issuer: i, jwks: https://a.example/k}}
          issuers: {a: {kind: github, client-id: x, client-secret-file: FILE}}
          issuers: {a: {kind: github}, b: {kind: introspection, issuer: i, endpoint: https://a.example/i}}
          """)
  void refusesVariablesThatNobodyOrMoreThanOneWouldTake(String configuration) {
    environment.put("MCP_OAUTH_CLIENT_ID", "x");
    environment.put("MCP_OAUTH_CLIENT_SECRET", SECRET);

    refuses(configuration + "\n", "issuer.client-");
  }

  @Test
  void refusesASecretFileThatEveryUserMayRead() throws IOException {
    file = secret("open", SECRET, "rw-r--r--");

    refusesTheFile("chmod");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "   "})
  void refusesASecretFileWithNothingInIt(String text) throws IOException {
    file = secret("empty", text, "rw-------");

    refusesTheFile("is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines\n", "tab\there"})
  void refusesASecretFileWithAnythingButOneSecret(String text) throws IOException {
    file = secret("strange", text, "rw-------");

    refuses(
        "issuers: {a: {kind: github, client-id: x, client-secret-file: FILE}}\n",
        "does not hold one secret");
  }

  @Test
  void refusesASecretFileThatIsNotThere() {
    file = Path.of("/not/there");

    refusesTheFile("is not there");
  }

  private void refusesTheFile(String text) {
    assertThatThrownBy(
            () -> read("issuers: {a: {kind: github, client-id: x, client-secret-file: FILE}}\n"))
        .isInstanceOfSatisfying(
            PathRefused.class,
            refused ->
                assertThat(refused.line())
                    .startsWith("issuers.a.client-secret-file")
                    .contains(text)
                    .doesNotContain(SECRET));
  }

  private void refuses(String configuration, String text) {
    assertThatThrownBy(() -> read(configuration))
        .isInstanceOfSatisfying(
            SettingsRefused.class,
            refused -> assertThat(refused.line()).contains(text).doesNotContain(SECRET));
  }

  private Settings read(String configuration) throws IOException {
    Path written =
        Files.writeString(
            folder.resolve("doorward.yml"), configuration.replace("FILE", file.toString()));
    return new StartSettings(environment, folder, Optional.empty())
        .read(Optional.of(written.toString()), Map.of());
  }
}
