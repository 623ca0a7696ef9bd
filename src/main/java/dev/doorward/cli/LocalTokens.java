package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.caller.Scope;
import dev.doorward.transport.http.auth.LocalIssuer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tokens of the local issuer for this user.
final class LocalTokens {
  private LocalTokens() {}

  /// Opens the issuer of the data folder, or of the token where it has its key there; a key that
  /// must not be used refuses the start and stays as it is.
  static LocalIssuer issuer(Settings settings, InstantSource clock) {
    DataFolder.prepare(settings.data());
    if (settings.http().pkcs11().issuerKey().isPresent()) {
      return LocalIssuer.inToken(settings.http().pkcs11(), clock);
    }
    return LocalIssuer.open(settings.data(), clock);
  }

  /// The issuer as it is, with nothing made; empty while it has no key.
  static Optional<LocalIssuer> look(Settings settings, InstantSource clock) {
    return settings.http().pkcs11().issuerKey().isPresent()
        ? Optional.of(LocalIssuer.inToken(settings.http().pkcs11(), clock))
        : LocalIssuer.look(settings.data(), clock);
  }

  /// A token for one role, with every scope, at the server with these settings.
  static String mint(LocalIssuer issuer, Settings settings, String role, Duration life) {
    return mint(issuer, settings, role, Scope.ALL, life);
  }

  /// A token for one role, narrowed to some scopes.
  static String mint(
      LocalIssuer issuer, Settings settings, String role, Set<Scope> scopes, Duration life) {
    return issuer.mint("local-" + role, List.of(role), scopes, audience(settings), life);
  }

  /// The address of the endpoint, as clients write it.
  static String endpoint(Settings settings) {
    return settings.http().baseUrl(settings.http().port()) + "/mcp";
  }

  /// What the local issuer's tokens are for, and those of issuers whose profile names no audience.
  static String audience(Settings settings) {
    List<String> accepted = settings.issuer().audience();
    return accepted.isEmpty() || !settings.usesLocalIssuer()
        ? endpoint(settings)
        : accepted.getFirst();
  }
}
