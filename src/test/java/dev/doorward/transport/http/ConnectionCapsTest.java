package dev.doorward.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionCapsTest {
  @TempDir Path data;

  private static ConnectionSettings settings(
      int most, int perAddress, int headers, int pipelined, int streams) {
    ConnectionSettings usual = ConnectionSettings.DEFAULTS;
    return new ConnectionSettings(
        most,
        perAddress,
        usual.headerWithin(),
        usual.bodyWithin(),
        usual.idle(),
        4_096,
        headers,
        pipelined,
        streams);
  }

  @Test
  void takesSoManyConnectionsOfOneAddressAndAnotherWhenOneHasLeft() throws IOException {
    try (RawDoor door = RawDoor.open(data, settings(100, 2, 100, 16, 16))) {
      try (Socket one = door.connect();
          Socket two = door.connect()) {
        assertThat(answers(door, one)).isTrue();
        assertThat(answers(door, two)).isTrue();
        try (Socket three = door.connect()) {
          assertThat(answers(door, three)).isFalse();
        }
        one.shutdownOutput();
        assertThat(anotherIsTaken(door)).isTrue();
      }
    }
  }

  @Test
  void takesSoManyConnectionsInAll() throws IOException {
    try (RawDoor door = RawDoor.open(data, settings(2, 100, 100, 16, 16))) {
      try (Socket one = door.connect();
          Socket two = door.connect(door.door().managementPort())) {
        assertThat(answers(door, one)).isTrue();
        try (Socket three = door.connect()) {
          assertThat(answers(door, three)).isFalse();
        }
        two.shutdownOutput();
        assertThat(anotherIsTaken(door)).isTrue();
      }
    }
  }

  @Test
  void refusesRequestsSentTooFarAheadOfTheirAnswers() throws IOException {
    try (RawDoor door = RawDoor.open(data, settings(100, 100, 100, 2, 16))) {
      String waiting = post(door, "\"never\"");
      try (Socket socket = door.connect()) {
        RawDoor.write(socket, waiting.repeat(50));
        // The first two are never answered, so that nothing comes; but no third one runs.
        while (door.reached() < 2) {
          Thread.onSpinWait();
        }
        try (Socket other = door.connect()) {
          assertThat(answers(door, other)).isTrue();
        }
        assertThat(door.reached()).isEqualTo(3);
      }
    }
  }

  @Test
  void answersPipelinedRequestsInOrderAndRefusesTheOneTooMany() throws IOException {
    try (RawDoor door = RawDoor.open(data, settings(100, 100, 100, 4, 16))) {
      String answer =
          door.send(
              door.door().port(),
              post(door, "1")
                  + post(door, "2")
                  + post(door, "3").replace("Host", "Connection: close\r\nHost"));
      assertThat(answer.split("HTTP/1.1 200", -1)).hasSize(4);
    }
  }

  @Test
  void refusesMoreHeaderLinesOrBytesThanAllowed() throws IOException {
    try (RawDoor door = RawDoor.open(data, settings(100, 100, 20, 16, 16))) {
      int port = door.door().port();
      assertThat(RawDoor.status(door.send(port, closing(door, "X-A: 1\r\n".repeat(10)))))
          .isEqualTo(200);
      String many = door.send(port, closing(door, "X-A: 1\r\n".repeat(30)));
      assertThat(RawDoor.status(many)).isEqualTo(431);
      assertThat(many).contains("headers_too_large");
      String large = door.send(port, closing(door, "X-A: " + "a".repeat(5_000) + "\r\n"));
      assertThat(RawDoor.status(large)).isEqualTo(431);
      String line = door.send(port, "GET /" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(RawDoor.status(line)).isEqualTo(414);
    }
  }

  @Test
  void letsOneCallerOpenSoManyStreams() throws IOException {
    try (RawDoor door = RawDoor.open(data, settings(100, 100, 100, 16, 2))) {
      String listen =
          "GET /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\nAuthorization:"
              + " Bearer "
              + door.token()
              + "\r\n\r\n";
      List<Socket> open = new ArrayList<>();
      try {
        for (int i = 0; i < 2; i++) {
          Socket socket = door.connect();
          open.add(socket);
          RawDoor.write(socket, listen);
          assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 200 OK");
        }
        String third =
            door.send(door.door().port(), listen.replace("Accept", "Connection: close\r\nAccept"));
        assertThat(RawDoor.status(third)).isEqualTo(429);
        assertThat(third).contains("too_many_streams");
        open.getFirst().close();
        int status = 429;
        while (status == 429) {
          Socket next = door.connect();
          open.add(next);
          RawDoor.write(next, listen);
          status = RawDoor.status(firstLine(next));
        }
        assertThat(status).isEqualTo(200);
      } finally {
        for (Socket socket : open) {
          socket.close();
        }
      }
    }
  }

  private static boolean anotherIsTaken(RawDoor door) throws IOException {
    // The door learns of the end of a connection a moment after we end it.
    for (int i = 0; i < 10_000; i++) {
      try (Socket next = door.connect()) {
        if (answers(door, next)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean answers(RawDoor door, Socket socket) {
    try {
      RawDoor.write(socket, post(door, "{}"));
      return firstLine(socket).startsWith("HTTP/1.1 200");
    } catch (SocketException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String firstLine(Socket socket) throws IOException {
    String line =
        new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
            .readLine();
    return line == null ? "" : line;
  }

  private static String closing(RawDoor door, String headers) {
    return post(door, "{}").replace("Host:", "Connection: close\r\n" + headers + "Host:");
  }

  private static String post(RawDoor door, String body) {
    return "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
        + door.token()
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
