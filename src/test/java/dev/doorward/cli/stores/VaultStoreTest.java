package dev.doorward.cli.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.cli.settings.PathRefused;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.cli.stores.StoreDouble.Reply;
import dev.doorward.ops.logging.Masking;
import dev.doorward.transport.http.tls.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a double of Vault's documented HTTP API; no real Vault is to be had for the tests.
final class VaultStoreTest {
  private static final String SECRET = "kept-in-a-vault-0123456789-abcdefghij";
  private static final String REFERENCE = "vault:secret/data/doorward#jwt";

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private StoreDouble vault;

  @BeforeEach
  void start() throws IOException {
    vault = StoreDouble.start();
    environment.put("VAULT_ADDR", vault.address() + "/");
    environment.put("VAULT_TOKEN", StoreDouble.TOKEN);
  }

  @AfterEach
  void stop() {
    vault.close();
  }

  @Test
  void readsOneFieldWithOneQuestion() {
    environment.put("VAULT_NAMESPACE", "team/tools");

    assertThat(read(REFERENCE)).isEqualTo(SECRET);

    assertThat(vault.asked)
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.method()).isEqualTo("GET");
              assertThat(asked.path()).isEqualTo("/v1/secret/data/doorward");
              assertThat(asked.headers().getFirst("X-Vault-Namespace")).isEqualTo("team/tools");
            });
  }

  @Test
  void takesTheTokenFromAFileToo() throws IOException {
    environment.remove("VAULT_TOKEN");
    Path file = Files.writeString(folder.resolve("token"), StoreDouble.TOKEN + "\n");
    environment.put("VAULT_TOKEN_FILE", file.toString());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> read(REFERENCE))
        .isInstanceOf(PathRefused.class)
        .hasMessageStartingWith("VAULT_TOKEN_FILE (environment): ")
        .hasMessageContaining("can be read or changed by every user");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(read(REFERENCE)).isEqualTo(SECRET);
  }

  @Test
  void logsInWithTheAccountOfThePod() throws IOException {
    environment.remove("VAULT_TOKEN");
    environment.put("VAULT_KUBERNETES_ROLE", "doorward");
    Path file = Files.writeString(folder.resolve("account"), "the-pods-own-token\n");
    environment.put("VAULT_KUBERNETES_TOKEN_FILE", file.toString());

    assertThat(read(REFERENCE)).isEqualTo(SECRET);
    assertThat(vault.asked).hasSize(2);

    environment.put("VAULT_KUBERNETES_ROLE", "another");
    refuses(REFERENCE, "Vault does not let the pod's account in (403)");
    environment.put("VAULT_KUBERNETES_ROLE", "no name");
    refuses(REFERENCE, "is no name");
    environment.put("VAULT_KUBERNETES_ROLE", "doorward");
    environment.put("VAULT_KUBERNETES_TOKEN_FILE", folder.resolve("gone").toString());
    refuses(REFERENCE, "service account cannot be read");
    assertThat(Masking.mask("<the-pods-own-token>")).isEqualTo("<[masked]>");
  }

  @Test
  void checksCertificatesAgainstTheGivenAuthority() throws Exception {
    TestCertificates certificate = TestCertificates.make(folder, "vault");
    try (StoreDouble secured = StoreDouble.startWithTls(certificate)) {
      environment.put("VAULT_ADDR", secured.address());
      refuses(REFERENCE, "does not answer within 5 seconds with a certificate that is trusted");
      assertThat(secured.asked).isEmpty();

      environment.put("VAULT_CACERT", certificate.certificate().toString());
      assertThat(read(REFERENCE)).isEqualTo(SECRET);

      environment.put("VAULT_CACERT", certificate.key().toString());
      refuses(REFERENCE, "VAULT_CACERT names no PEM file");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, Vault refuses the token (403)",
    "404, is not there (404)",
    "307, Vault answers 307",
    "500, Vault answers 500",
    "503, Vault answers 503"
  })
  void saysWhatVaultAnswersAndFollowsNoRedirect(int status, String words) {
    vault.answers = _ -> new Reply(status, "{\"errors\":[\"" + SECRET + "\"]}");

    refuses(REFERENCE, words);
    assertThat(vault.asked).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>login</html>",
        "[]",
        "{}",
        "{\"data\":{\"jwt\":\"of-version-1\"}}",
        "{\"data\":{\"data\":null,\"metadata\":{}}}"
      })
  void refusesAnswersOfAnotherKind(String body) {
    vault.answers = _ -> new Reply(200, body);

    refuses(REFERENCE, "the answer is none of a key-value engine of version 2");
  }

  @Test
  void refusesAnAnswerThatIsTooLarge() {
    vault.answers = _ -> StoreDouble.secret("\"jwt\":\"" + "x".repeat(300 * 1024) + "\"");

    refuses(REFERENCE, "Vault does not answer");
  }

  @Test
  void refusesAFieldThatIsMissingEmptyOrNoText() {
    refuses("vault:secret/data/doorward#other", "the secret has no such field");
    refuses("vault:secret/data/doorward#number", "the secret has no such field");
    refuses("vault:secret/data/doorward#empty", "is there and is empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vault:",
        "vault:secret/data/doorward",
        "vault:secret/doorward#jwt",
        "vault:/secret/data/doorward#jwt",
        "vault:secret/data/../sys#jwt",
        "vault:secret/data/%2e%2e/sys#jwt",
        "vault:secret/data/a?b=c#jwt",
        "vault:secret/data/a b#jwt",
        "vault:secret/data/doorward#"
      })
  void refusesWhatIsNoReference(String written) {
    refuses(written, "is no reference to a secret of Vault");
    assertThat(vault.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://vault.example.org:8200, plain http beyond loopback",
    "ftp://127.0.0.1, VAULT_ADDR is no address",
    "https://me:you@127.0.0.1, VAULT_ADDR is no address",
    "https://127.0.0.1/?a=b, VAULT_ADDR is no address",
    "'not an address', VAULT_ADDR is no address",
    "'', VAULT_ADDR is not set"
  })
  void asksNobodyInTheOpenOrElsewhere(String address, String words) {
    environment.put("VAULT_ADDR", address);

    refuses(REFERENCE, words);
  }

  @Test
  void needsExactlyOneWayIn() {
    environment.put("VAULT_KUBERNETES_ROLE", "doorward");
    refuses(REFERENCE, "there is not exactly one way into Vault");
    environment.remove("VAULT_KUBERNETES_ROLE");
    environment.put("VAULT_TOKEN", "two words");
    refuses(REFERENCE, "no token has");
    environment.remove("VAULT_TOKEN");
    refuses(REFERENCE, "there is not exactly one way into Vault");
    assertThat(vault.asked).isEmpty();
  }

  @Test
  void aVaultThatIsAwayIsSaidToBe() {
    vault.close();

    refuses(REFERENCE, "Vault does not answer");
  }

  @Test
  void masksItsOwnToken() {
    read(REFERENCE);

    assertThat(Masking.mask("<" + StoreDouble.TOKEN + ">")).isEqualTo("<[masked]>");
  }

  private String read(String reference) {
    return new SecretStores(environment).resolve("issuer.secret", "JWT_SECRET", reference);
  }

  private void refuses(String reference, String words) {
    assertThatThrownBy(() -> read(reference))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageStartingWith("issuer.secret (JWT_SECRET): 'vault:")
        .hasMessageContaining(words)
        .hasMessageContaining("; ")
        .message()
        .doesNotContain(SECRET, StoreDouble.TOKEN);
  }
}
