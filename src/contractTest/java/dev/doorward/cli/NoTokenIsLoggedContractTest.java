package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.Distribution;
import dev.doorward.proof.Evidence;
import dev.doorward.proof.WatchedProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real server at the level that shows everything, good and bad credentials in every place they
/// can be put, and then a search through all it said.
class NoTokenIsLoggedContractTest {
  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("(?i)\r\ncontent-length: ([0-9]+)\r\n");
  private static final long PATIENCE_SECONDS = 60;
  private static final String BODY =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"_meta\":{"
          + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";

  @TempDir Path data;

  @Test
  void noCredentialIsFoundInLogsAuditMetricsOrResponses() throws Exception {
    int port = freePort();
    int managementPort = freePort();
    List<String> flags =
        List.of(
            "--data", data.toString(),
            "--port", Integer.toString(port),
            "--management-port", Integer.toString(managementPort));
    Process server = serve(flags);
    StringBuilder said = new StringBuilder();
    CountDownLatch open = new CountDownLatch(1);
    Thread reader = Thread.ofVirtual().start(() -> listen(server, port, said, open));
    List<String> answers = new ArrayList<>();
    String good;
    try {
      assertThat(open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it opens").isTrue();
      good = token(flags);
      answers.add(post(port, "/mcp", "Authorization: Bearer " + good));
      assertThat(answers.getFirst()).startsWith("HTTP/1.1 200");
      for (String header : refused(good)) {
        String answer = post(port, "/mcp", header);
        assertThat(answer).as(header).matches("(?s)HTTP/1.1 4(00|01|03).*");
        answers.add(answer);
      }
      answers.add(post(port, "/mcp?access_token=" + marked("query"), "Accept-Language: en"));
      answers.add(
          post(port, "/mcp?access_token=" + good, "Authorization: Bearer " + marked("opaque")));
      answers.add(get(managementPort, "/prometheus"));
      answers.add(get(managementPort, "/health"));
      assertThat(answers).noneMatch(answer -> answer.startsWith("HTTP/1.1 5"));
    } finally {
      stop(server);
    }

    reader.join();
    String log = said.toString();
    // It is really the level that shows everything.
    assertThat(log).contains("\"level\":\"trace\"");
    assertThat(log.lines().filter(line -> line.startsWith("{")))
        .as("log lines")
        .noneMatch(line -> line.contains("eyJ"));
    Map<String, String> places =
        Map.of(
            "log", log,
            "audit", Files.readString(data.resolve("audit.jsonl")),
            "answers", String.join("\n", answers));
    List<String> secrets =
        Stream.concat(
                Stream.of(good.split("\\.", -1)[1], good.split("\\.", -1)[2]), MARKED.stream())
            .toList();
    places.forEach((where, text) -> assertThat(found(text, secrets)).as(where).isEmpty());
  }

  private static final List<String> MARKED =
      Stream.of("opaque", "signature", "apikey", "basic", "cookie", "query", "payload", "header")
          .map(NoTokenIsLoggedContractTest::marked)
          .toList();

  // Recognisable, and nothing that a pattern of ours would take for a word.
  private static String marked(String what) {
    return "Zq7" + what + "Xk29Vw83";
  }

  /// Headers that must not let anybody in, each with a text to search for.
  private static List<String> refused(String good) {
    String[] parts = good.split("\\.", -1);
    String forged = parts[0] + "." + parts[1] + "." + marked("signature");
    String otherPayload = parts[0] + "." + marked("payload") + "." + parts[2];
    String noHeader = marked("header") + "." + parts[1] + "." + parts[2];
    String basic =
        Base64.getEncoder()
            .encodeToString(("me:" + marked("basic")).getBytes(StandardCharsets.UTF_8));
    return List.of(
        "Authorization: Bearer " + marked("opaque"),
        "Authorization: bearer  " + marked("opaque"),
        "Authorization: " + marked("opaque"),
        "Authorization: Bearer " + forged,
        "Authorization: Bearer " + otherPayload,
        "Authorization: Bearer " + noHeader,
        "Authorization: Bearer dwk_" + marked("apikey"),
        "Authorization: Basic " + basic,
        "Authorization: DPoP " + good,
        "Authorization: Bearer " + good + "\r\nAuthorization: Bearer " + forged,
        "X-API-Key: dwk_" + marked("apikey"),
        "Cookie: session=" + marked("cookie") + "; token=" + good);
  }

  private static List<String> found(String text, List<String> secrets) {
    return secrets.stream()
        .flatMap(
            secret ->
                text.lines()
                    .filter(line -> line.contains(secret))
                    .map(line -> line.substring(0, Math.min(600, line.length()))))
        .collect(Collectors.toList());
  }

  private static String post(int port, String target, String header) throws IOException {
    return send(
        port,
        "POST "
            + target
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream"
            + "\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\nContent-Length: "
            + BODY.length()
            + "\r\n"
            + header
            + "\r\n\r\n"
            + BODY);
  }

  private static String get(int port, String path) throws IOException {
    return send(
        port,
        "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n");
  }

  private static String send(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      Evidence.sent(request);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      for (int next = in.read(); next >= 0; next = in.read()) {
        head.append((char) next);
        if (head.indexOf("\r\n\r\n") >= 0) {
          break;
        }
      }
      Matcher length = CONTENT_LENGTH.matcher(head);
      byte[] body =
          length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : in.readAllBytes();
      String answer = head + new String(body, StandardCharsets.UTF_8);
      Evidence.answered(answer);
      return answer;
    }
  }

  private static Process serve(List<String> flags) throws IOException {
    List<String> words = new ArrayList<>(Distribution.command("http"));
    words.addAll(List.of("serve", "--log-level", "trace"));
    words.addAll(flags);
    return WatchedProcess.start(
        new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD));
  }

  /// Keeps all it says until it ends.
  private static void listen(Process server, int port, StringBuilder said, CountDownLatch open) {
    String named = "Doorward listens on http://127.0.0.1:" + port + "/mcp";
    server
        .errorReader(StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line -> {
              said.append(line).append('\n');
              if (line.contains(named)) {
                open.countDown();
              }
            });
  }

  private static String token(List<String> flags) throws Exception {
    List<String> words = new ArrayList<>(Distribution.command("stdio"));
    words.addAll(List.of("token", "--role", "developer"));
    words.addAll(flags);
    Process process =
        WatchedProcess.start(
            new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD));
    String token = process.inputReader(StandardCharsets.UTF_8).readLine();
    assertThat(process.waitFor()).isZero();
    return token;
  }

  private static void stop(Process server) throws InterruptedException {
    // Not destroy(), which would close the pipe before its last lines are read.
    server.toHandle().destroy();
    if (!server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      server.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
