package dev.doorward.cli.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.Settings;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.cli.settings.StartSettings;
import dev.doorward.ops.logging.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Settings whose secrets are in a vault.
final class ReferencedSecretsTest {
  private static final String REFERENCE = "vault:secret/data/doorward#jwt";

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private StoreDouble vault;

  @BeforeEach
  void start() throws IOException {
    vault = StoreDouble.start();
    environment.put("VAULT_ADDR", vault.address());
    environment.put("VAULT_TOKEN", StoreDouble.TOKEN);
    environment.put("MCP_API_KEY", REFERENCE);
  }

  @AfterEach
  void stop() {
    vault.close();
  }

  @Test
  void aSecretIsFetchedAnewEachTimeSettingsAreReadAndMasked() {
    vault.answers = _ -> StoreDouble.secret("\"jwt\":\"first-of-two-0123456789-abcdefghij\"");
    assertThat(key(read())).isEqualTo("first-of-two-0123456789-abcdefghij");

    vault.answers = _ -> StoreDouble.secret("\"jwt\":\"second-of-two-0123456789-abcdefghij\"");
    assertThat(key(read())).isEqualTo("second-of-two-0123456789-abcdefghij");

    assertThat(
            Masking.mask(
                "<first-of-two-0123456789-abcdefghij><second-of-two-0123456789-abcdefghij>"))
        .isEqualTo("<[masked]><[masked]>");
    assertThat(Masking.mask(REFERENCE)).isEqualTo(REFERENCE);
  }

  @Test
  void nothingIsFetchedWithoutAReferenceOrToSayWhichKeysAreSet() {
    assertThat(settings().sources(Optional.empty(), Map.of()))
        .containsEntry("api-key.secret", "MCP_API_KEY, fetched from " + REFERENCE);
    environment.put("MCP_API_KEY", "0123456789-abcdefghijklmnopqrstuvwxyz");
    read();

    assertThat(vault.asked).isEmpty();
  }

  @Test
  void aReferenceMayStandInAConfigurationFileThatEverybodyCanRead() throws IOException {
    environment.remove("MCP_API_KEY");
    Path config =
        Files.writeString(
            folder.resolve("doorward.yml"), "api-key:\n  secret: " + REFERENCE + "\n");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
    environment.put("DOORWARD_CONFIG", config.toString());

    assertThat(key(read())).startsWith("kept-in-a-vault");
  }

  @Test
  void aFetchedSecretIsJudgedLikeAnyOther() {
    vault.answers = _ -> StoreDouble.secret("\"jwt\":\"too-short-a-secret\"");
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsRefused.class)
        .hasMessageStartingWith("api-key.secret (MCP_API_KEY, fetched from " + REFERENCE + "): ")
        .message()
        .doesNotContain("too-short-a-secret");

    vault.answers = StoreDouble::usual;
    environment.put("MCP_OAUTH_CLIENT_SECRET", REFERENCE);
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("it is the secret of");
  }

  @Test
  void whatIsFetchedIsNoReferenceItself() {
    vault.answers = _ -> StoreDouble.secret("\"jwt\":\"vault:not/data/a-reference#but-a-secret\"");

    environment.remove("MCP_API_KEY");
    environment.put("DOORWARD_ISSUER_NAME", "https://login.example.org/");
    environment.put("JWT_SECRET", REFERENCE);

    assertThat(read().issuer().secret().orElseThrow().value())
        .isEqualTo("vault:not/data/a-reference#but-a-secret");
    assertThat(vault.asked).hasSize(1);
  }

  @Test
  void withoutStoresAReferenceIsRefusedAndNotTakenForTheSecret() {
    assertThatThrownBy(
            () ->
                new StartSettings(environment, folder, Optional.empty())
                    .read(Optional.empty(), Map.of()))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("refers to a secret elsewhere");
  }

  private Settings read() {
    return settings().read(Optional.empty(), Map.of());
  }

  private StartSettings settings() {
    return new StartSettings(environment, folder, Optional.empty(), new SecretStores(environment));
  }

  private static String key(Settings settings) {
    return settings.apiKey().secret().orElseThrow().value();
  }
}
