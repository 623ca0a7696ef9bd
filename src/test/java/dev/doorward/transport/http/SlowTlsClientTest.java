package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.transport.http.tls.TestCertificates;
import dev.doorward.transport.http.tls.TlsSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that take their time behind TLS, in HTTP/2 too; see [SlowClientTest].
final class SlowTlsClientTest {
  @TempDir static Path folder;
  static TestCertificates first;

  @TempDir Path data;

  @BeforeAll
  static void make() throws Exception {
    first = TestCertificates.make(folder, "first");
  }

  private RawDoor open() {
    TlsSettings tls =
        new TlsSettings(
            Optional.of(first.certificate()),
            Optional.of(first.key()),
            Optional.empty(),
            TlsSettings.ClientCertificates.REQUIRED,
            false);
    return RawDoor.open(data, RawDoor.loopback(TlsClients.hasty(), tls));
  }

  @Test
  void closesAHandshakeThatDoesNotBegin() throws Exception {
    try (RawDoor door = open();
        Socket socket = door.connect()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void closesAnHttp2ConnectionThatRests() throws Exception {
    try (RawDoor door = open();
        SSLSocket socket = http2(door.door().port())) {
      drain(socket.getInputStream());
    }
  }

  @Test
  void closesAnHttp2RequestWhoseBodyDoesNotCome() throws Exception {
    try (RawDoor door = open();
        SSLSocket socket = http2(door.door().port())) {
      socket.getOutputStream().write(headersFrame(door.token()));
      socket.getOutputStream().flush();
      drain(socket.getInputStream());
      assertThat(door.reached()).isZero();
    }
  }

  /// Reads to the end; where there is none, the read times out and the test fails.
  private static void drain(InputStream in) throws IOException {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketException _) {
      // Closed all the same.
    }
  }

  private static SSLSocket http2(int port) throws Exception {
    SSLSocket socket = TlsClients.connect(port, TlsClients.trusting(first), "TLSv1.3", "h2");
    assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
    TlsClients.write(socket, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
    socket.getOutputStream().flush();
    return socket;
  }

  /// A POST that promises a body (RFC 9113, section 6.2; literal fields of RFC 7541).
  private static byte[] headersFrame(String token) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x83);
    block.write(0x87);
    field(block, new byte[] {0x04}, "/mcp");
    field(block, new byte[] {0x01}, "localhost");
    field(block, new byte[] {0x0f, 31 - 15}, "application/json");
    field(block, new byte[] {0x0f, 23 - 15}, "Bearer " + token);
    byte[] fields = block.toByteArray();
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(fields.length >> 16);
    frame.write(fields.length >> 8);
    frame.write(fields.length);
    frame.write(1);
    frame.write(4);
    frame.writeBytes(new byte[] {0, 0, 0, 1});
    frame.writeBytes(fields);
    return frame.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, byte[] name, String value) {
    out.writeBytes(name);
    int length = value.length();
    if (length < 127) {
      out.write(length);
    } else {
      out.write(127);
      int rest = length - 127;
      while (rest >= 128) {
        out.write(rest % 128 + 128);
        rest /= 128;
      }
      out.write(rest);
    }
    out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }
}
