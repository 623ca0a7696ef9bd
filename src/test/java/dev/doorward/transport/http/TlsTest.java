package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.transport.http.tls.TestCertificates;
import dev.doorward.transport.http.tls.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real door behind real certificates.
final class TlsTest {
  private static final String HSTS =
      "strict-transport-security: max-age=63072000; includesubdomains";

  @TempDir static Path folder;
  static TestCertificates first;
  static TestCertificates second;
  static TestCertificates client;

  @TempDir Path data;

  @BeforeAll
  static void make() throws Exception {
    first = TestCertificates.make(folder, "first");
    second = TestCertificates.make(folder, "second");
    client = TestCertificates.make(folder, "client");
  }

  private RawDoor open(ConnectionSettings connections, TlsSettings tls) {
    return RawDoor.open(data, RawDoor.loopback(connections, tls));
  }

  private RawDoor open() {
    return open(ConnectionSettings.DEFAULTS, tls(Optional.empty()));
  }

  private static TlsSettings tls(Optional<TlsSettings.ClientCertificates> clients) {
    return new TlsSettings(
        Optional.of(first.certificate()),
        Optional.of(first.key()),
        clients.map(_ -> client.certificate()),
        clients.orElse(TlsSettings.ClientCertificates.REQUIRED),
        false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void answersOverTlsWithEveryHeaderOnEveryListener(String protocol) throws Exception {
    try (RawDoor door = open()) {
      for (String route :
          List.of("POST /mcp", "GET /mcp", "GET /nothing", "POST /mcp?access_token=a")) {
        assertHeaders(door, door.door().port(), protocol, route);
      }
      for (String route : List.of("GET /health/readiness", "GET /prometheus", "GET /mcp")) {
        assertHeaders(door, door.door().managementPort(), protocol, route);
      }
      assertHeaders(door, door.door().port(), protocol, "nonsense");
    }
  }

  private static void assertHeaders(RawDoor door, int port, String protocol, String route)
      throws Exception {
    try (SSLSocket socket = TlsClients.connect(port, TlsClients.trusting(first), protocol)) {
      String body = route.startsWith("POST") ? "{}" : "";
      TlsClients.write(
          socket,
          route
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + (route.startsWith("GET /mcp")
                  ? ""
                  : "Authorization: Bearer " + door.token() + "\r\n")
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      assertThat(RawDoor.status(answer)).as(route).isNotZero();
      assertThat(SecurityHeaders.missingIn(answer)).as("%s%n%s", route, answer).isEmpty();
      assertThat(answer.toLowerCase(Locale.ROOT).lines().filter(HSTS::equals))
          .as("%s%n%s", route, answer)
          .hasSize(1);
    }
  }

  @Test
  void saysNothingOfTlsWithoutTls() throws IOException {
    try (RawDoor door = RawDoor.open(data, ConnectionSettings.DEFAULTS)) {
      assertThat(
              door.send(
                  door.door().port(),
                  "GET /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
          .doesNotContainIgnoringCase("strict-transport-security");
    }
  }

  @Test
  void speaksHttp2() throws Exception {
    try (RawDoor door = open();
        HttpClient http =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(TlsClients.trusting(first))
                .build()) {
      HttpResponse<String> response =
          http.send(TlsClients.call(door), HttpResponse.BodyHandlers.ofString());
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("{}");
      assertThat(response.headers().firstValue("strict-transport-security"))
          .contains("max-age=63072000; includeSubDomains");
      assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
      HttpRequest anonymous =
          HttpRequest.newBuilder(TlsClients.call(door), (name, _) -> !name.equals("Authorization"))
              .build();
      assertThat(http.send(anonymous, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(401);
      HttpRequest foreign =
          HttpRequest.newBuilder(TlsClients.call(door), (_, _) -> true)
              .header("Origin", "https://evil.example")
              .build();
      assertThat(http.send(foreign, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void refusesTls11() throws Exception {
    try (RawDoor door = open();
        Socket socket = door.connect()) {
      // A client hello of TLS 1.1 that offers nothing newer.
      String suites = "c009c00ac013c014002f0035";
      String body =
          "0302"
              + "11".repeat(32)
              + "00"
              + "000c"
              + suites
              + "0100"
              + "000c"
              + "000a00080006001700180019";
      String message = "01" + "%06x".formatted(body.length() / 2) + body;
      socket
          .getOutputStream()
          .write(
              HexFormat.of().parseHex("160301" + "%04x".formatted(message.length() / 2) + message));
      byte[] alert = socket.getInputStream().readNBytes(7);
      assertThat(alert[0]).as("an alert").isEqualTo((byte) 21);
      assertThat(alert[5]).as("fatal").isEqualTo((byte) 2);
      assertThat(alert[6]).as("protocol_version").isEqualTo((byte) 70);
    }
  }

  @Test
  void refusesPlainHttpWithoutRedirecting() throws Exception {
    try (RawDoor door = open()) {
      for (int port : List.of(door.door().port(), door.door().managementPort())) {
        assertThat(plain(door, port)).doesNotContain("HTTP/", "Location");
      }
      assertThat(door.reached()).isZero();
    }
  }

  private static String plain(RawDoor door, int port) throws IOException {
    try (Socket socket = door.connect(port)) {
      RawDoor.write(socket, "GET /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException _) {
      return "";
    }
  }

  @Test
  void asksClientsForCertificatesAtTheMainListenerOnly() throws Exception {
    try (RawDoor door =
        open(
            ConnectionSettings.DEFAULTS,
            tls(Optional.of(TlsSettings.ClientCertificates.REQUIRED)))) {
      int main = door.door().port();
      assertThat(status(door, main, TlsClients.showing(client, first))).isEqualTo(200);
      assertThatThrownBy(() -> status(door, main, TlsClients.trusting(first)))
          .isInstanceOfAny(SSLHandshakeException.class, SocketException.class);
      assertThatThrownBy(() -> status(door, main, TlsClients.showing(second, first)))
          .isInstanceOfAny(SSLHandshakeException.class, SocketException.class);
      assertThat(status(door, door.door().managementPort(), TlsClients.trusting(first)))
          .isEqualTo(404);
    }
  }

  @Test
  void takesClientsWithoutACertificateWhenItIsOptional() throws Exception {
    try (RawDoor door =
        open(
            ConnectionSettings.DEFAULTS,
            tls(Optional.of(TlsSettings.ClientCertificates.OPTIONAL)))) {
      int main = door.door().port();
      assertThat(status(door, main, TlsClients.trusting(first))).isEqualTo(200);
      assertThat(status(door, main, TlsClients.showing(client, first))).isEqualTo(200);
      assertThatThrownBy(() -> status(door, main, TlsClients.showing(second, first)))
          .isInstanceOfAny(SSLHandshakeException.class, SocketException.class);
    }
  }

  private static int status(RawDoor door, int port, SSLContext context) throws IOException {
    // With TLS 1.2 a refused certificate fails the handshake itself.
    try (SSLSocket socket = TlsClients.connect(port, context, "TLSv1.2")) {
      TlsClients.write(
          socket,
          "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
              + door.token()
              + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
      return RawDoor.status(
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
    }
  }
}
