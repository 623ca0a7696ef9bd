package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.Settings;
import dev.doorward.caller.Role;
import dev.doorward.caller.Scope;
import dev.doorward.transport.http.auth.ApiKeyProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiKeySectionTest {
  private static final String HASH =
      "hmac-sha256.0123456789ab.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  private static final String KEY = "dwk_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();

  @Test
  void readsAProfile() throws IOException {
    Settings settings =
        read(
            """
            access: {roles: {deployer: ["tools:call:echo"]}}
            api-keys:
              build-bot:
                hash: %s
                roles: [deployer, user]
                scopes: [mcp:tools.call]
                expires: 2027-01-31T00:00:00Z
            """
                .formatted(HASH));

    ApiKeyProfile profile = settings.apiKeys().get("build-bot");
    assertThat(profile.hash()).hasToString(HASH);
    assertThat(profile.roles()).containsExactlyInAnyOrder(new Role("deployer"), Role.USER);
    assertThat(profile.scopes()).containsExactly(Scope.TOOLS_CALL);
    assertThat(profile.expires()).contains(Instant.parse("2027-01-31T00:00:00Z"));
    assertThat(profile.client()).isEqualTo("build-bot");
    assertThat(settings.knowsMachines()).isTrue();
  }

  @Test
  void aKeyWithoutScopesMayDoNothingUnlessScopesDoNotDecide() throws IOException {
    String some = "api-keys: {a: {hash: " + HASH + ", roles: user, expires: never";

    assertThat(read(some + ", scopes: []}}\n").apiKeys().get("a").scopes()).isEmpty();
    assertThat(read("access: {scopes: ignored}\n" + some + "}}\n").apiKeys().get("a").expires())
        .isEmpty();
    refuses(some + "}}\n", "api-keys.a.scopes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: {roles: user, scopes: [], expires: never}}                         | api-keys.a.hash
          {a: {hash: @key, roles: user, scopes: [], expires: never}}             | this is the key itself
          {a: {hash: x, roles: user, scopes: [], expires: never}}                | it is no hash of a key
          {a: {hash: [@hash, @hash], roles: user, scopes: [], expires: never}}   | a single value is expected
          {a: {hash: @hash, scopes: [], expires: never}}                         | api-keys.a.roles
          {a: {hash: @hash, roles: [], scopes: [], expires: never}}              | api-keys.a.roles
          {a: {hash: @hash, roles: usr, scopes: [], expires: never}}             | did you mean user?
          {a: {hash: @hash, roles: user, scopes: mcp:tool.read, expires: never}} | did you mean mcp:tools.read?
          {a: {hash: @hash, roles: user, scopes: []}}                            | api-keys.a.expires
          {a: {hash: @hash, roles: user, scopes: [], expires: 2027-01-31}}       | is not a time
          {a: {hash: @hash, roles: user, scopes: [], expires: tomorrow}}         | is not a time
          {a: {hash: @hash, role: user, scopes: [], expires: never}}             | did you mean roles?
          {A: {hash: @hash, roles: user, scopes: [], expires: never}}            | cannot have this name
          {default: {hash: @hash, roles: user, scopes: [], expires: never}}      | cannot have this name
          {a: {hash: @hash, roles: user, scopes: [], expires: never}, b: {hash: @hash, roles: user, scopes: [], expires: never}} | 'a' has the same key
          """)
  void refusesAProfileAndSaysWhichPart(String profiles, String text) {
    refuses("api-keys: " + profiles.replace("@hash", HASH).replace("@key", KEY) + "\n", text);
  }

  @Test
  void takesOneKeyFromTheEnvironmentWithLittleToDo() throws IOException {
    for (String key : new String[] {KEY, "q8Zr3VbN1xKc7Ty5Lm0PwSd9Ef2Gh4Ja6/+="}) {
      environment.put("MCP_API_KEY", key);

      Settings settings = read("log: {level: info}\n");

      assertThat(settings.apiKey().secret().orElseThrow().value()).isEqualTo(key);
      assertThat(settings.apiKey().role()).isEqualTo(Role.USER);
      assertThat(settings.apiKey().scopes()).hasSize(8).doesNotContain("mcp:tools.write");
      assertThat(settings.toString()).doesNotContain(key);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "q8Zr3VbN1xKc7Ty5Lm0PwSd9Ef2Gh4J",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "01234567890123456789012345678901234567890",
        "changeme-please-changeme-please-changeme-",
        "q8Zr3VbN1xKc7Ty5Lm0PwSd9.f2Gh4Ja6",
        "q8Zr3VbN1xKc7Ty5Lm0PwSd9 f2Gh4Ja6",
        "dwk_q8Zr3VbN1xKc7Ty5Lm0PwSd9Ef2Gh4Ja6"
      })
  void refusesAWeakKeyWithoutShowingIt(String weak) {
    environment.put("MCP_API_KEY", weak);

    assertThatThrownBy(() -> read("log: {level: info}\n"))
        .isInstanceOfSatisfying(
            SettingsRefused.class,
            refused ->
                assertThat(refused.line())
                    .contains("api-key.secret", "MCP_API_KEY", "hash-key")
                    .doesNotContain(weak));
  }

  @Test
  void refusesARoleNobodyHasAndTheSameKeyTwice() {
    refuses("api-key: {secret: " + KEY + ", role: usr}\n", "api-key.role");
    refuses(
        "api-key: {secret: "
            + KEY
            + "}\napi-keys: {a: {hash: "
            + HASH
            + ", roles: user, scopes: [], expires: never}}\n",
        "'api-key.secret' has the same key");
  }

  @Test
  void keysAloneServeANetworkAndTheLocalIssuerDoesNot() throws IOException {
    environment.put("MCP_API_KEY", KEY);

    assertThat(read("log: {level: info}\n").usesLocalIssuer()).isTrue();
    assertThat(read("http: {host: 0.0.0.0}\n").usesLocalIssuer()).isFalse();
  }

  private void refuses(String configuration, String text) {
    assertThatThrownBy(() -> read(configuration))
        .isInstanceOfSatisfying(
            SettingsRefused.class,
            refused -> assertThat(refused.line()).contains(text).doesNotContain(KEY));
  }

  private Settings read(String configuration) throws IOException {
    Path file = Files.writeString(folder.resolve("doorward.yml"), configuration);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return new StartSettings(environment, folder, Optional.empty())
        .read(Optional.of(file.toString()), Map.of());
  }
}
