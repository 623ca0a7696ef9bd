package dev.doorward.transport.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which issuers clients are sent to.
final class IssuerAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://login.example.org/",
        "https://id.example.org/realms/tools",
        "http://127.0.0.1:8180/realms/tools",
        "http://localhost:8180/realms/tools",
        "http://[::1]:8180/realms/tools"
      })
  void namesWhatClientsMayAsk(String name) {
    assertThat(IssuerAddress.of(name)).contains(URI.create(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accounts.example.org",
        "http://login.example.org/",
        "http://localhost.example.org/",
        "http://localhost@login.example.org/",
        "https:",
        "https:///realms/tools",
        "a name with spaces"
      })
  void namesNoOther(String name) {
    assertThat(IssuerAddress.of(name)).isEmpty();
  }
}
