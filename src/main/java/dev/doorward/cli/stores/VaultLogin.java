package dev.doorward.cli.stores;

import static dev.doorward.cli.stores.VaultStore.set;

import dev.doorward.cli.settings.SecretFile;
import dev.doorward.ops.logging.Masking;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// How this process gets into Vault: with a token (`VAULT_TOKEN`, or `VAULT_TOKEN_FILE` for a file
/// with it), or with the account of its Kubernetes pod (`VAULT_KUBERNETES_ROLE`).
final class VaultLogin {
  private static final String SERVICE_ACCOUNT =
      "/var/run/secrets/kubernetes.io/serviceaccount/token";
  private static final int MOST_BYTES = 16 * 1024;
  private static final String NAME = "[A-Za-z0-9._/-]{1,128}";

  /// Sends a request to Vault.
  @FunctionalInterface
  interface Asking {
    VaultStore.Answer ask(HttpRequest question) throws SecretUnavailable;
  }

  private final Map<String, String> environment;

  VaultLogin(Map<String, String> environment) {
    this.environment = environment;
  }

  /// A token for questions.
  ///
  /// @param base Vault's address without a slash at the end
  String token(String base, Asking vault) throws SecretUnavailable {
    Optional<String> direct = set(environment, "VAULT_TOKEN");
    Optional<String> file = set(environment, "VAULT_TOKEN_FILE");
    Optional<String> role = set(environment, "VAULT_KUBERNETES_ROLE");
    if ((direct.isPresent() ? 1 : 0) + (file.isPresent() ? 1 : 0) + (role.isPresent() ? 1 : 0)
        != 1) {
      throw new SecretUnavailable(
          "cannot be had, there is not exactly one way into Vault",
          "set one of VAULT_TOKEN, VAULT_TOKEN_FILE and VAULT_KUBERNETES_ROLE");
    }
    String token =
        role.isPresent()
            ? fromPod(base, role.get(), vault)
            : direct.orElseGet(
                () -> SecretFile.read("VAULT_TOKEN_FILE", "environment", file.orElseThrow()));
    Masking.add(token);
    if (token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new SecretUnavailable(
          "cannot be had, Vault's token holds blanks or other characters no token has",
          "give the token alone");
    }
    return token;
  }

  private String fromPod(String base, String role, Asking vault) throws SecretUnavailable {
    String mount = set(environment, "VAULT_KUBERNETES_MOUNT").orElse("kubernetes");
    if (!role.matches(NAME) || !mount.matches(NAME) || mount.contains("..")) {
      throw new SecretUnavailable(
          "cannot be had, VAULT_KUBERNETES_ROLE or VAULT_KUBERNETES_MOUNT is no name",
          "write the names that Vault has for them");
    }
    HttpRequest.Builder login =
        HttpRequest.newBuilder(URI.create(base + "/v1/auth/" + mount + "/login"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JsonMapper.shared()
                        .writeValueAsString(Map.of("role", role, "jwt", serviceAccount()))));
    set(environment, "VAULT_NAMESPACE")
        .filter(namespace -> namespace.matches(NAME))
        .ifPresent(namespace -> login.header("X-Vault-Namespace", namespace));
    VaultStore.Answer answer = vault.ask(login.build());
    return (answer.status() == 200
            ? JsonFields.object(answer.body())
                .flatMap(body -> JsonFields.text(body.path("auth"), "client_token"))
            : Optional.<String>empty())
        .orElseThrow(
            () ->
                new SecretUnavailable(
                    "cannot be had, Vault does not let the pod's account in ("
                        + answer.status()
                        + ")",
                    "look at VAULT_KUBERNETES_ROLE, its bound account and namespace, and"
                        + " VAULT_KUBERNETES_MOUNT"));
  }

  /// The pod's own token. Kubernetes decides about that file's rights, so nobody else is blamed.
  private String serviceAccount() throws SecretUnavailable {
    String place = set(environment, "VAULT_KUBERNETES_TOKEN_FILE").orElse(SERVICE_ACCOUNT);
    try (InputStream in = Files.newInputStream(Path.of(place))) {
      String token = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
      Masking.add(token);
      if (!token.isEmpty()) {
        return token;
      }
    } catch (IOException | InvalidPathException _) {
      // Refused below, like an empty file.
    }
    throw new SecretUnavailable(
        "cannot be had, the token of the pod's service account cannot be read",
        "mount it, or name it with VAULT_KUBERNETES_TOKEN_FILE");
  }
}
