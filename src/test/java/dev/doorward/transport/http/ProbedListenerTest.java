package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.caller.Scope;
import dev.doorward.transport.http.auth.AccessTokens;
import dev.doorward.transport.http.auth.LocalIssuer;
import dev.doorward.transport.http.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A management listener that other machines reach, as in a pod: the kubelet and Prometheus name an
/// address nobody could have allowed before.
final class ProbedListenerTest {
  private static final String AUDIENCE = "https://mcp.example.org/mcp";

  @TempDir static Path data;
  static HttpDoor door;
  static String token;

  @BeforeAll
  static void open() {
    LocalIssuer issuer = LocalIssuer.open(data, InstantSource.system());
    token = issuer.mint("scraper", List.of("viewer"), AUDIENCE, Duration.ofMinutes(5));
    HttpSettings settings =
        new HttpSettings(
            "127.0.0.1",
            0,
            "0.0.0.0",
            0,
            Optional.empty(),
            List.of(),
            List.of(),
            4_096,
            List.of(),
            ConnectionSettings.DEFAULTS,
            TlsSettings.DEFAULTS);
    door =
        HttpDoor.open(
            settings,
            new HttpDoorTest.Parrot(),
            audience -> AccessTokens.local(issuer, AUDIENCE, InstantSource.system()),
            Scope.BASIC,
            QuietHouse.beans());
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @Test
  void tellsItsHealthUnderAnyHost() throws IOException {
    assertThat(get(door.managementPort(), "/health/readiness", "Host: 10.1.2.3:9090\r\n"))
        .isEqualTo("HTTP/1.1 200");
  }

  @Test
  void tellsMetricsOnlyToWhoHasAToken() throws IOException {
    String host = "Host: 10.1.2.3:9090\r\n";

    assertThat(get(door.managementPort(), "/prometheus", host)).isEqualTo("HTTP/1.1 401");
    assertThat(
            get(
                door.managementPort(),
                "/prometheus",
                host + "Authorization: Bearer " + token + "\r\n"))
        .isEqualTo("HTTP/1.1 200");
  }

  @Test
  void asksNobodyButOurselvesAboutAToken() throws IOException {
    long now = InstantSource.system().instant().getEpochSecond();
    String unsigned =
        encoded("{\"alg\":\"none\"}")
            + "."
            + encoded("{\"sub\":\"x\",\"iat\":%d,\"exp\":%d}".formatted(now, now + 600))
            + ".";

    for (String path : List.of("/prometheus", "/mcp")) {
      int port = path.equals("/mcp") ? door.port() : door.managementPort();
      assertThat(get(port, path, "Host: 127.0.0.1\r\nAuthorization: Bearer " + unsigned + "\r\n"))
          .as(path)
          .isEqualTo("HTTP/1.1 401");
    }
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void stillRefusesForeignOriginsAndDoubledHosts() throws IOException {
    String host = "Host: 10.1.2.3:9090\r\n";

    assertThat(
            get(
                door.managementPort(),
                "/health/liveness",
                host + "Origin: http://evil.example\r\n"))
        .isEqualTo("HTTP/1.1 403");
    assertThat(get(door.managementPort(), "/health/liveness", host + host))
        .isNotEqualTo("HTTP/1.1 200");
  }

  @Test
  void leavesTheMainListenerAsStrictAsItWas() throws IOException {
    assertThat(get(door.port(), "/mcp", "Host: 10.1.2.3:9090\r\n")).isEqualTo("HTTP/1.1 403");
  }

  private static String get(int port, String path, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
    }
  }
}
