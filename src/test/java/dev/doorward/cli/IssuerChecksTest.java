package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.Settings;
import dev.doorward.cli.settings.StartSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What external issuers must be like before the door opens.
final class IssuerChecksTest {
  private static final String PROFILE =
      ": {issuer: https://id.example.org/, jwks: https://id.example.org/keys}\n";

  @TempDir Path folder;

  @Test
  void refusesTwoProfilesOfOneIssuer() throws IOException {
    Settings settings = settings("issuers:\n  a" + PROFILE + "  b" + PROFILE);

    refuses(settings, "issuers.b.issuer: another profile has the same issuer");
  }

  @Test
  void takesTheKeysOfEveryProfileFromASafePlaceOnly() throws IOException {
    refuses(
        settings("issuers:\n  a" + PROFILE.replace("s://id.example.org/keys", "://id/k")),
        "issuers.a.jwks: plain http is for loopback only");
    refuses(
        settings(
            "issuers:\n  a" + PROFILE.replace("https://id.example.org/keys", "not-there.json")),
        "issuers.a.jwks: 'not-there.json' cannot be read");
  }

  @Test
  void opensToANetworkWithAProfileOrAKey() throws IOException {
    String network =
        "http: {host: 0.0.0.0, public-url: https://mcp.example.org, port: 0, management-port: 0,"
            + " tls: {terminated-in-front: true}}\n";

    assertThat(settled(settings(network + "issuers:\n  a" + PROFILE)).http().port()).isPositive();
    String key =
        "api-keys: {bot: {hash: hmac-sha256.0123456789ab."
            + "A".repeat(43)
            + ", roles: user, scopes: [], expires: never}}\n";
    assertThat(settled(settings(network + key)).usesLocalIssuer()).isFalse();
    refuses(settings(network), "http.host: '0.0.0.0' can be reached from other machines");
  }

  @Test
  void refusesRolesThatNobodyDefined() throws IOException {
    String google = "issuers: {a: {kind: google, client-id: x, %s}}\n";

    refuses(
        settings(google.formatted("default-roles: [viewer, veiwer]")),
        "issuers.a.default-roles: 'veiwer' is no role");
    refuses(
        settings(google.formatted("subject-roles: ['7=amdin']")),
        "issuers.a.subject-roles: 'amdin' is no role");
    refuses(
        settings(
            "issuers: {a: {kind: google, client-id: x}, b: {issuer: https://accounts.google.com,"
                + " jwks: https://www.googleapis.com/oauth2/v3/certs}}\n"),
        "issuers.b.issuer: another profile has the same issuer");
  }

  private static Settings settled(Settings settings) {
    return StartChecks.settled(settings, new Circumstances(false, Set.of()));
  }

  private static void refuses(Settings settings, String text) {
    assertThatThrownBy(() -> settled(settings))
        .isInstanceOfSatisfying(
            StartRefused.class, refused -> assertThat(refused.line()).startsWith(text));
  }

  private Settings settings(String configuration) throws IOException {
    Path file = Files.writeString(folder.resolve("doorward.yml"), configuration);
    return new StartSettings(Map.of(), folder, Optional.empty())
        .read(Optional.of(file.toString()), Map.of());
  }
}
