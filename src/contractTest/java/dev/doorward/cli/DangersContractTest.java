package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.ConfiguredServer;
import dev.doorward.conformance.Distribution;
import dev.doorward.proof.RecordingClient;
import dev.doorward.proof.WatchedProcess;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever sets a start rule aside is told so wherever an operator looks.
class DangersContractTest {
  @TempDir Path data;

  @Test
  void aRuleThatWasSetAsideIsLoudInLogAuditAndHealth() throws Exception {
    int management = ConfiguredServer.freePort();
    List<String> words = new ArrayList<>(Distribution.command("http"));
    words.addAll(
        List.of(
            "serve",
            "--data",
            data.toString(),
            "--port",
            "0",
            "--management-port",
            Integer.toString(management),
            "--dangerously-run-as-root",
            "--dangerously-serve-plain-http"));
    Process process =
        WatchedProcess.start(
            new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD));
    try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
      List<String> lines = new ArrayList<>();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        lines.add(line);
        if (line.contains("server.started")) {
          break;
        }
      }

      assertThat(lines)
          .filteredOn(line -> line.contains("\"event\":\"dangerous.start\""))
          .singleElement()
          .asString()
          .contains("\"level\":\"warn\"")
          .contains("--dangerously-run-as-root --dangerously-serve-plain-http");
      HttpResponse<String> readiness = readiness(management);
      assertThat(readiness.body()).contains("DANGEROUS_START");
      assertThat(readiness.statusCode()).isEqualTo(200);
      assertThat(Files.readAllLines(data.resolve("audit.jsonl")))
          .filteredOn(line -> line.contains("\"event\":\"configuration\""))
          .singleElement()
          .asString()
          .contains("\"--dangerously-run-as-root\"", "\"--dangerously-serve-plain-http\"");
    } finally {
      process.destroyForcibly();
    }
  }

  private static HttpResponse<String> readiness(int port) throws Exception {
    try (HttpClient http = RecordingClient.create()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/readiness"))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
