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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests in forms that no client library would write.
final class RequestFormTest {
  private static final String AUDIENCE = "http://127.0.0.1/mcp";
  private static final String METADATA = "/.well-known/oauth-protected-resource";

  @TempDir static Path data;
  static HttpDoor door;
  static String token;

  @BeforeAll
  static void open() {
    LocalIssuer issuer = LocalIssuer.open(data, InstantSource.system());
    token = issuer.mint("tester", List.of("viewer"), AUDIENCE, Duration.ofMinutes(5));
    HttpSettings settings =
        new HttpSettings(
            "127.0.0.1",
            0,
            "127.0.0.1",
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

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "deflate", "x-gzip", "snappy", "br", "identity"})
  void refusesCompressedBodiesWithoutInflatingThem(String encoding) throws IOException {
    assertThat(post("Content-Encoding: " + encoding + "\r\nContent-Length: 2\r\n", "{}"))
        .isEqualTo("HTTP/1.1 415");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost, 200",
    "http://evil.example, 400",
    "http://localhost@evil.example, 400",
    "http://localhost.evil.example, 400",
    "ftp://evil.example, 400",
    "http://, 400"
  })
  void judgesTheHostInTheRequestTargetToo(String origin, int status) throws IOException {
    assertThat(
            raw(
                "GET "
                    + origin
                    + METADATA
                    + " HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n\r\n"))
        .isEqualTo("HTTP/1.1 " + status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n",
        "Content-Length: +2\r\n",
        "Content-Length: -1\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding : chunked\r\n"
      })
  void refusesALengthThatCouldMeanTwoThings(String length) throws IOException {
    assertThat(post(length, "{}")).isEqualTo("HTTP/1.1 400");
  }

  @Test
  void answersTheNextRequestOnAnotherConnectionAfterGarbage() throws IOException {
    assertThat(raw("\u0016\u0003\u0001garbage\r\n\r\n")).endsWith(" 400");

    assertThat(post("Content-Length: 2\r\n", "{}")).isEqualTo("HTTP/1.1 200");
  }

  private static String post(String headers, String body) throws IOException {
    return raw(
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + token
            + "\r\nContent-Type: application/json\r\n"
            + headers
            + "\r\n"
            + body);
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
    }
  }
}
