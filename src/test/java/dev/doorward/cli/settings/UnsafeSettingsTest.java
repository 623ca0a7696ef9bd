package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What looks like a setting and would open the door to everybody.
final class UnsafeSettingsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"*", "null", "https://*", "https://*.example.org", "https://a.example/"})
  void refusesAWildcardOrAnythingButAnExactOrigin(String origin) throws IOException {
    refuses("http: {allowed-origins: ['" + origin + "']}", "http.allowed-origins", "valid origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "*.example.org", "*:8080"})
  void refusesAWildcardAsHost(String host) throws IOException {
    refuses("http: {allowed-hosts: ['" + host + "']}", "http.allowed-hosts", "valid host");
  }

  @Test
  void refusesAnEmptyAudience() throws IOException {
    refuses("issuer: {audience: []}", "issuer.audience", "an empty list accepts nothing");
    refuses(
        "issuers: {a: {kind: keycloak, issuer: x, audience: []}}", "issuers.a.audience", "empty");
  }

  @Test
  void refusesAnUnknownKeyWithTheNearestOne() throws IOException {
    refuses("http: {allowed-origin: []}", "http.allowed-origin", "did you mean");
  }

  private void refuses(String text, String... parts) throws IOException {
    Path file = Files.writeString(folder.resolve("doorward.yml"), text + "\n");
    var start =
        assertThatThrownBy(
                () ->
                    new StartSettings(Map.of(), folder, Optional.empty())
                        .read(Optional.of(file.toString()), Map.of()))
            .isInstanceOf(SettingsRefused.class);
    for (String part : parts) {
      start.hasMessageContaining(part);
    }
  }
}
