package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.transport.http.tls.TlsSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EdgePolicyTest {
  private static EdgePolicy policy(String host, List<String> hosts, List<String> origins) {
    HttpSettings settings =
        new HttpSettings(
            host,
            8080,
            "127.0.0.1",
            9090,
            host.equals("0.0.0.0")
                ? Optional.of(URI.create("https://mcp.example.org"))
                : Optional.empty(),
            hosts,
            origins,
            4_096,
            List.of(),
            ConnectionSettings.DEFAULTS,
            TlsSettings.DEFAULTS);
    return new EdgePolicy(settings, 8080, 9090);
  }

  private final EdgePolicy loopback = policy("127.0.0.1", List.of(), List.of());
  private final EdgePolicy open =
      policy("0.0.0.0", List.of("mcp.internal:8080"), List.of("https://app.example"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost:8080",
        "LOCALHOST:8080",
        "[::1]:8080",
        "[::1]"
      })
  void answersForLoopbackNamesOnAnyPort(String host) {
    assertThat(loopback.allowsHost(List.of(host), 8080)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
            "127.0.0.1@evil.example", "localhost:",
        "localhost:80:80", "localhost:abc", "evil.example:localhost", "127.0.0.1:123456",
            "0.0.0.0:8080", "127.1",
        "localhost ", "[::1", "::1"
      })
  void answersForNothingElse(String host) {
    assertThat(loopback.allowsHost(List.of(host), 8080)).isFalse();
  }

  @Test
  void wantsExactlyOneHost() {
    assertThat(loopback.allowsHost(List.of(), 8080)).isFalse();
    assertThat(loopback.allowsHost(List.of("localhost", "localhost"), 8080)).isFalse();
  }

  @Test
  void allowsOriginsOnTheServersOwnPortOnly() {
    assertThat(loopback.allowsOrigin(List.of())).isTrue();
    assertThat(loopback.allowsOrigin(List.of("http://localhost:8080"))).isTrue();
    assertThat(loopback.allowsOrigin(List.of("http://localhost:3000"))).isFalse();
    assertThat(loopback.allowsOrigin(List.of("null"))).isFalse();
    assertThat(loopback.allowsOrigin(List.of("http://localhost:8080", "http://localhost:8080")))
        .isFalse();
  }

  @Test
  void answersForConfiguredNamesWhenOthersCanReachIt() {
    assertThat(open.allowsHost(List.of("mcp.internal:8080"), 8080)).isTrue();
    assertThat(open.allowsHost(List.of("mcp.example.org"), 8080)).isTrue();
    assertThat(open.allowsHost(List.of("localhost:8080"), 8080)).isFalse();
    assertThat(open.allowsOrigin(List.of("https://app.example"))).isTrue();
    assertThat(open.allowsOrigin(List.of("https://app.example.evil"))).isFalse();
    assertThat(open.allowsOrigin(List.of("https://user@app.example"))).isFalse();
    assertThat(open.allowsOrigin(List.of("http://app.example"))).isFalse();
  }
}
