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
  void opensToANetworkWithAProfile() throws IOException {
    String network =
        "http: {host: 0.0.0.0, public-url: https://mcp.example.org, port: 0, management-port: 0,"
            + " tls: {terminated-in-front: true}}\n";

    assertThat(settled(settings(network + "issuers:\n  a" + PROFILE)).http().port()).isPositive();
    refuses(settings(network), "http.host: '0.0.0.0' can be reached from other machines");
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
