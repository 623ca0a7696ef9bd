package dev.doorward.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.doorward.conformance.Distribution;
import dev.doorward.conformance.SecuredServer;
import dev.doorward.proof.RecordingClient;
import dev.doorward.proof.WatchedProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What the audit files of a real server hold after it was killed, when there is no room, and when
/// strangers knock. Servers with thousands of calls do not log at trace, as all others do.
class AuditContractTest {
  private static final int CALLS = 5_000;
  private static final int CALLERS = 8;
  private static final Path BASH = Path.of("/bin/bash");

  @TempDir Path data;

  /// What an ended command left behind.
  private record Ended(int code, String out) {}

  @Test
  void aKilledServerLeavesAWholeChainAndAnIntentOfEveryEffect() throws Exception {
    Set<String> done = ConcurrentHashMap.newKeySet();
    try (SecuredServer server = SecuredServer.start(data, List.of("--log-level", "info"));
        HttpClient client = RecordingClient.create();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      AtomicInteger next = new AtomicInteger();
      CountDownLatch half = new CountDownLatch(CALLS / 2);
      for (int i = 0; i < CALLERS; i++) {
        callers.execute(() -> callUntilItDies(client, server, next, done, half));
      }
      assertThat(half.await(2, TimeUnit.MINUTES)).as("half of the calls are answered").isTrue();
      server.kill();
    }

    assertThat(done).hasSizeBetween(CALLS / 2, CALLS - 1);
    assertThat(intents()).containsAll(done);
    Ended verified = verify();
    assertThat(verified.out()).contains("findings: 0").contains(", open");
    assertThat(verified.code()).isZero();

    try (SecuredServer again = SecuredServer.start(data, List.of());
        HttpClient client = RecordingClient.create()) {
      assertThat(call(client, again, "again").body()).contains("again");
    }
    assertThat(verify().out()).contains("findings: 0").contains(", closed");
  }

  @Test
  void aFullDiskRefusesCallsAndLeavesAWholeChain() throws Exception {
    assumeThat(BASH).as("needs bash for its ulimit; install bash").isExecutable();
    Set<String> done = ConcurrentHashMap.newKeySet();
    Set<String> refused = ConcurrentHashMap.newKeySet();
    // No file of the server may grow beyond 256 KiB; the audit file is the only one that would.
    List<String> small = List.of(BASH.toString(), "-c", "ulimit -f 256; exec \"$@\"", "bash");
    try (SecuredServer server = SecuredServer.start(data, small, List.of("--log-level", "info"));
        HttpClient client = RecordingClient.create()) {
      for (int i = 0; i < CALLS && refused.size() < 20; i++) {
        HttpResponse<String> answer = call(client, server, "call " + i);
        if (answer.statusCode() == 200) {
          done.add(digest("call " + i));
        } else {
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.body()).contains("\"audit_unavailable\"");
          refused.add(digest("call " + i));
        }
      }
      assertThat(refused).hasSize(20);
    }

    assertThat(done).isNotEmpty();
    // An intent of which only the line break did not fit is there, though its call was refused.
    assertThat(intents()).containsAll(done);
    Ended verified = verify();
    assertThat(verified.out()).contains("findings: 0");
    assertThat(verified.code()).isZero();

    try (SecuredServer again = SecuredServer.start(data, List.of());
        HttpClient client = RecordingClient.create()) {
      assertThat(call(client, again, "again").body()).contains("again");
    }
    assertThat(verify().out()).contains("findings: 0").contains(", closed");
  }

  @Test
  void tellsOfStartStopAndStrangersAndOfNoSecret() throws Exception {
    int knocks = 50;
    int guesses = 15; // fewer than lock the address out
    String token;
    try (SecuredServer server =
            SecuredServer.start(data, List.of("--allow-host", "given.example"));
        HttpClient client = RecordingClient.create()) {
      token = server.token();
      for (int i = 0; i < knocks; i++) {
        if (i < guesses) {
          assertThat(send(client, request(server, "x").setHeader("Authorization", "Bearer knock")))
              .isEqualTo(401);
        }
        assertThat(send(client, request(server, "x").header("Origin", "https://evil.example")))
            .isEqualTo(403);
      }
    }

    List<JsonNode> lines = lines();
    assertThat(lines)
        .extracting(line -> line.path("event").asString())
        .startsWith("file_begun", "start", "configuration");
    assertThat(lines.getLast().path("event").asString()).isEqualTo("stop");
    assertThat(lines.get(2).path("keys").toString()).contains("http.allowed-hosts");
    assertThat(written(lines, "authentication") + written(lines, "security_violation"))
        .isEqualTo(TurnedAwayCounts.WRITTEN_PER_ADDRESS);
    assertThat(counted(lines, "authentication") + written(lines, "authentication"))
        .isEqualTo(guesses);
    assertThat(counted(lines, "security_violation") + written(lines, "security_violation"))
        .isEqualTo(knocks);
    assertThat(Files.readString(file()))
        .doesNotContain(token)
        .doesNotContain("given.example")
        .doesNotContain("evil.example")
        .doesNotContain("knock");
    assertThat(verify().code()).isZero();
  }

  @Test
  void tellsOnceWhoCameIn() throws Exception {
    try (SecuredServer server = SecuredServer.start(data, List.of());
        HttpClient client = RecordingClient.create()) {
      for (int i = 0; i < 3; i++) {
        call(client, server, "call " + i);
      }
    }

    List<JsonNode> accepted =
        lines().stream()
            .filter(line -> line.path("event").asString().equals("authentication"))
            .toList();
    JsonNode intent =
        lines().stream()
            .filter(line -> line.path("event").asString().equals("intent"))
            .findFirst()
            .orElseThrow();
    assertThat(accepted).hasSize(1);
    assertThat(accepted.getFirst().path("decision").asString()).isEqualTo("accepted");
    assertThat(accepted.getFirst().path("subject")).isEqualTo(intent.path("subject"));
    assertThat(accepted.getFirst().path("credential").asString()).isNotEmpty();
    assertThat(accepted.getFirst().path("address").asString()).isEqualTo("127.0.0.1");
  }

  @Test
  void theCommandNamesTheFileAndTheLineThatWasChanged() throws Exception {
    try (SecuredServer server = SecuredServer.start(data, List.of());
        HttpClient client = RecordingClient.create()) {
      for (int i = 0; i < 10; i++) {
        call(client, server, "call " + i);
      }
    }
    List<String> lines = Files.readAllLines(file());
    lines.set(5, lines.get(5).replaceFirst("echo", "ohce"));
    Files.write(file(), lines);

    Ended verified = verify();

    assertThat(verified.code()).isEqualTo(7);
    assertThat(verified.out()).contains("audit.jsonl:6: it was edited").contains("findings: 1");
  }

  private static void callUntilItDies(
      HttpClient client,
      SecuredServer server,
      AtomicInteger next,
      Set<String> done,
      CountDownLatch half) {
    try {
      for (int i = next.getAndIncrement(); i < CALLS; i = next.getAndIncrement()) {
        if (call(client, server, "call " + i).body().contains("call " + i)) {
          done.add(digest("call " + i));
          half.countDown();
        }
      }
    } catch (IOException _) {
      // It is dead.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpResponse<String> call(HttpClient client, SecuredServer server, String message)
      throws IOException, InterruptedException {
    return client.send(request(server, message).build(), BodyHandlers.ofString());
  }

  private static int send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private static HttpRequest.Builder request(SecuredServer server, String message) {
    String body =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"message":"%s"},
         "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
          "io.modelcontextprotocol/clientCapabilities":{}}}}
        """
            .formatted(message);
    return HttpRequest.newBuilder(URI.create(server.address() + "/mcp"))
        .header("Authorization", "Bearer " + server.token())
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .header("MCP-Protocol-Version", "2026-07-28")
        .header("Mcp-Method", "tools/call")
        .header("Mcp-Name", "echo")
        .POST(BodyPublishers.ofString(body));
  }

  /// What the intent of an echo says of its arguments.
  private static String digest(String message) {
    try {
      byte[] canonical = "{\"message\":\"%s\"}".formatted(message).getBytes(StandardCharsets.UTF_8);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path file() {
    return data.resolve("audit.jsonl");
  }

  /// The whole lines, those in the journal of a killed server included.
  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (InputStream in = WholeFile.open(file())) {
      for (Optional<RawLine> raw = RawLine.next(in); raw.isPresent(); raw = RawLine.next(in)) {
        raw.get().sealed().ifPresent(whole -> lines.add(whole.json()));
      }
    }
    return lines;
  }

  private Set<String> intents() throws IOException {
    return lines().stream()
        .filter(line -> line.path("event").asString().equals("intent"))
        .map(line -> line.path("arguments_sha256").asString(""))
        .collect(Collectors.toSet());
  }

  private static long written(List<JsonNode> lines, String event) {
    return lines.stream().filter(line -> line.path("event").asString().equals(event)).count();
  }

  private static long counted(List<JsonNode> lines, String event) {
    return lines.stream()
        .filter(line -> line.path("event").asString().equals(event + "_counted"))
        .mapToLong(line -> line.path("count").asLong())
        .sum();
  }

  private Ended verify() throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(Distribution.command("stdio"));
    words.addAll(List.of("audit", "verify", "--data", data.toString()));
    Process process =
        WatchedProcess.start(
            new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD));
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(Pattern.compile("findings: \\d+").matcher(out).find()).as(out).isTrue();
    return new Ended(process.waitFor(), out);
  }
}
