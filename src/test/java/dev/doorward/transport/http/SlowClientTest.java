package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that take their time. A test waits for the door to close the connection, however long
/// that takes; without the limits it would stay open and the read would time out.
final class SlowClientTest {
  @TempDir static Path data;
  static RawDoor door;

  @BeforeAll
  static void open() {
    ConnectionSettings usual = ConnectionSettings.DEFAULTS;
    door =
        RawDoor.open(
            data,
            new ConnectionSettings(
                usual.most(),
                usual.perAddress(),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                usual.headerBytes(),
                usual.headers(),
                usual.pipelined(),
                usual.streamsPerCaller()));
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @Test
  void closesAConnectionThatSaysNothing() throws IOException {
    try (Socket socket = door.connect()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void closesAConnectionThatSaysNothingToTheManagementListener() throws IOException {
    try (Socket socket = door.connect(door.door().managementPort())) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void closesARequestWhoseHeadDoesNotEnd() throws IOException {
    try (Socket socket = door.connect()) {
      RawDoor.write(socket, "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void closesARequestWhoseHeadDripsAlthoughItNeverRests() throws IOException {
    try (Socket socket = door.connect()) {
      RawDoor.write(socket, "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ");
      assertThat(dripsUntilClosed(socket)).isTrue();
    }
  }

  @Test
  void closesARequestWhoseBodyDripsAlthoughItNeverRests() throws IOException {
    int before = door.reached();
    try (Socket socket = door.connect()) {
      RawDoor.write(socket, head("Content-Length: 4000"));
      assertThat(dripsUntilClosed(socket)).isTrue();
    }
    assertThat(door.reached()).isEqualTo(before);
  }

  @Test
  void closesARequestWhoseChunksDoNotEnd() throws IOException {
    try (Socket socket = door.connect()) {
      RawDoor.write(socket, head("Transfer-Encoding: chunked") + "1\r\n{\r\n");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void closesAConnectionThatRestsAfterAnAnswer() throws IOException {
    try (Socket socket = door.connect()) {
      RawDoor.write(socket, head("Content-Length: 2") + "{}");
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .startsWith("HTTP/1.1 200")
          .endsWith("{}");
    }
  }

  @Test
  void waitsForItsOwnAnswerLongerThanForAnyClient() throws IOException {
    try (Socket waiting = door.connect();
        Socket other = door.connect()) {
      RawDoor.write(waiting, head("Content-Length: 7") + "\"never\"");
      // Two whole idle times of another connection pass meanwhile.
      assertThat(other.getInputStream().read()).isEqualTo(-1);
      try (Socket another = door.connect()) {
        assertThat(another.getInputStream().read()).isEqualTo(-1);
      }
      waiting.setSoTimeout(1);
      assertThat(isOpen(waiting)).isTrue();
    }
  }

  private static boolean isOpen(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException _) {
      return true;
    }
  }

  /// Sends a byte now and then until the door has closed the connection.
  private static boolean dripsUntilClosed(Socket socket) throws IOException {
    socket.setSoTimeout(50);
    for (int i = 0; i < 3_000; i++) {
      try {
        RawDoor.write(socket, "a");
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException _) {
        // Still open: the next byte.
      } catch (SocketException _) {
        return true;
      }
    }
    return false;
  }

  private static String head(String length) {
    return "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
        + door.token()
        + "\r\nContent-Type: application/json\r\n"
        + length
        + "\r\n\r\n";
  }
}
