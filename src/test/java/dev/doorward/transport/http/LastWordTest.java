package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is refused early can read why: the connection is not reset while he still sends.
final class LastWordTest {
  @TempDir static Path data;
  private static RawDoor door;

  @BeforeAll
  static void open() {
    door = RawDoor.open(data, ConnectionSettings.DEFAULTS);
  }

  @AfterAll
  static void close() {
    door.close();
  }

  private static String filler(int bytes) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; lines.length() < bytes; i++) {
      lines.append("X-Filler-").append(i).append(": ").append("x".repeat(80)).append("\r\n");
    }
    return lines.toString();
  }

  /// Sends all at once and only then begins to read.
  private static String answer(String request) throws IOException {
    try (Socket socket = door.connect()) {
      try {
        RawDoor.write(socket, request);
      } catch (IOException _) {
        // It may have been refused before all was sent.
      }
      StringBuilder answer = new StringBuilder();
      for (int next = socket.getInputStream().read();
          next >= 0;
          next = socket.getInputStream().read()) {
        answer.append((char) next);
      }
      return answer.toString();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, 3000, 0, 403",
    "evil.example, 3000, 4000, 403",
    "evil.example, 100, 900000, 403",
    "127.0.0.1, 3000, 900000, 413",
    "127.0.0.1, 40000, 0, 431",
    "127.0.0.1, 40000, 900000, 431"
  })
  void theAnswerIsReadToItsEnd(String host, int head, int body, int status) throws IOException {
    for (int i = 0; i < 20; i++) {
      String answer =
          answer(
              "POST /mcp HTTP/1.1\r\nHost: "
                  + (host.startsWith("127") ? host + ":" + door.door().port() : host)
                  + "\r\nConnection: close\r\nAuthorization: Bearer "
                  + door.token()
                  + "\r\nContent-Type: application/json\r\n"
                  + filler(head)
                  + "Content-Length: "
                  + body
                  + "\r\n\r\n"
                  + "x".repeat(body));
      assertThat(RawDoor.status(answer)).as(answer).isEqualTo(status);
      assertThat(answer).contains("\"jsonrpc\"");
    }
  }

  @Test
  void whatIsNoRequestIsAnsweredToo() throws IOException {
    for (int i = 0; i < 20; i++) {
      String answer = answer("POST /mcp HTTP/1.1\r\nbad name : x\r\n" + filler(6_000) + "\r\n");
      assertThat(RawDoor.status(answer)).as(answer).isEqualTo(400);
    }
  }

  @Test
  void nothingBehindARefusedHeadIsDone() throws IOException {
    int before = door.reached();
    String answer =
        answer(
            "POST /mcp HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n"
                + "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:"
                + door.door().port()
                + "\r\nAuthorization: Bearer "
                + door.token()
                + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    assertThat(RawDoor.status(answer)).isEqualTo(400);
    assertThat(answer.getBytes(StandardCharsets.ISO_8859_1)).isNotEmpty();
    assertThat(door.reached()).isEqualTo(before);
  }
}
