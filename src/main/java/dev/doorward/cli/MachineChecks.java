package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.transport.http.auth.LookupProfile;
import dev.doorward.transport.http.auth.Secret;
import java.util.ArrayList;
import java.util.List;

/// What must hold of machines' credentials and of secrets beyond what one source of settings says:
/// in a server that runs, what was just written meets what waits for a restart.
final class MachineChecks {
  private MachineChecks() {}

  /// One secret and what it is for.
  private record Held(String key, Purpose purpose, Secret secret) {}

  private enum Purpose {
    TOKENS,
    API_KEY,
    PROVIDER
  }

  /// Whoever must show a certificate must be asked for one.
  static void requireAskedForCertificates(Settings settings) {
    if (settings.http().tls().clientCa().isPresent()) {
      return;
    }
    settings
        .issuers()
        .forEach(
            (name, profile) -> {
              if (profile.certificateBound()) {
                throw unasked("issuers." + name + ".certificate-bound");
              }
            });
    if (!settings.clientCertificates().isEmpty()) {
      throw unasked("client-certificates");
    }
  }

  private static StartRefused unasked(String key) {
    return new StartRefused(
        ExitCode.SETTINGS,
        key
            + ": nobody is asked for a certificate; set http.tls.client-ca to the authorities of the"
            + " clients, which a server takes over at its next start");
  }

  /// Who learns a secret that serves twice has both doors it opens.
  static void requireOwnSecrets(Settings settings) {
    List<Held> all = new ArrayList<>();
    settings.issuer().secret().ifPresent(it -> all.add(held("issuer.secret", Purpose.TOKENS, it)));
    settings
        .issuer()
        .clientSecret()
        .ifPresent(it -> all.add(held("issuer.client-secret", Purpose.PROVIDER, it)));
    settings
        .issuers()
        .forEach(
            (name, profile) ->
                profile
                    .lookup()
                    .flatMap(LookupProfile::client)
                    .map(LookupProfile.Client::secret)
                    .ifPresent(it -> all.add(held("issuers." + name, Purpose.PROVIDER, it))));
    settings
        .apiKey()
        .secret()
        .ifPresent(it -> all.add(held("api-key.secret", Purpose.API_KEY, it)));
    for (Held one : all) {
      for (Held other : all) {
        if (one.purpose().compareTo(other.purpose()) > 0 && one.secret().equals(other.secret())) {
          throw new StartRefused(
              ExitCode.SETTINGS,
              one.key()
                  + ": it has the secret of "
                  + other.key()
                  + " as well; make another one, for example with openssl rand -base64 32");
        }
      }
    }
  }

  private static Held held(String key, Purpose purpose, Secret secret) {
    return new Held(key, purpose, secret);
  }
}
