package dev.doorward.cli.stores;

import dev.doorward.cli.settings.Kinds;
import dev.doorward.cli.settings.References;
import dev.doorward.cli.settings.SettingsRefused;
import java.util.Map;

/// Fetches the secrets that settings refer to, anew each time it is asked.
public final class SecretStores implements References {
  private final Map<String, String> environment;

  /// @param environment the process's variables, which say where the stores are and how to get in
  public SecretStores(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String resolve(String key, String where, String reference) {
    try {
      String secret =
          switch (SecretReference.parse(reference)) {
            case SecretReference.InVault wanted -> new VaultStore(environment).read(wanted);
            case SecretReference.InAws wanted -> AwsStore.read(wanted, environment);
          };
      if (secret.isBlank()) {
        throw new SecretUnavailable("is there and is empty", "put the secret there");
      }
      return secret;
    } catch (SecretUnavailable missing) {
      throw new SettingsRefused(
          key, where, Kinds.quoted(reference) + " " + missing.problem(), missing.fix());
    }
  }
}
