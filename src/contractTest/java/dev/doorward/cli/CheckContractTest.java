package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.Distribution;
import dev.doorward.conformance.SecuredServer;
import dev.doorward.proof.WatchedProcess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckContractTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  private record Ended(int code, String out, String err) {
    List<String> lines(String level) {
      return out.lines().filter(line -> line.startsWith("  " + level)).toList();
    }
  }

  @Test
  void passesADefaultStartAndMakesNothing() throws Exception {
    Ended ended = check("", "--port", "0", "--management-port", "0");

    assertThat(ended.out()).endsWith("Grade A: nothing to do.\n");
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void failsWhatServeWouldRefuseAndSaysHowToMendIt() throws Exception {
    Ended ended = check("", "--host", "0.0.0.0", "--port", "0", "--format", "json");

    JsonNode report = JsonMapper.shared().readTree(ended.out());
    assertThat(report.get("grade").asString()).isEqualTo("F");
    assertThat(report.get("passes").asBoolean()).isFalse();
    JsonNode refused =
        report
            .get("findings")
            .valueStream()
            .filter(finding -> finding.get("level").asString().equals("refused"))
            .findFirst()
            .orElseThrow();
    assertThat(refused.get("text").asString()).startsWith("http.host: '0.0.0.0'");
    assertThat(refused.get("fix").asString()).contains("bind to 127.0.0.1");
    assertThat(ended.code()).isEqualTo(ExitCode.FINDINGS.number());

    Ended misspelt = check("", "--port", "x");
    assertThat(misspelt.lines("refused")).singleElement().asString().contains("http.port (--port)");
    assertThat(misspelt.code()).isEqualTo(ExitCode.FINDINGS.number());
  }

  @Test
  void looksAtARunningServerAsItsClientsSeeIt() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (SecuredServer server = SecuredServer.start(data, List.of())) {
      Path file = Files.writeString(folder.resolve("token"), server.token() + "\n");
      String port = Integer.toString(URI.create(server.address()).getPort());

      Ended good =
          check("", "--port", port, "--url", server.address(), "--token-file", file.toString());
      assertThat(good.out())
          .contains("it would be accepted")
          .contains("its Host is answered")
          .contains("a foreign Origin is refused")
          .contains("its own Origin is answered")
          .contains("its metadata names this very address as the resource")
          .contains("clients are told where to get one")
          .contains("the first event of an open stream comes at once");
      assertThat(good.lines("broken")).isEmpty();
      assertThat(good.code()).isZero();
      assertThat(good.out() + good.err()).doesNotContain(server.token()).doesNotContain("eyJ");

      Ended elsewhere = check(server.token(), "--port", "1", "--token-file", "-");
      assertThat(elsewhere.out())
          .contains("it would be refused (audience): it is for another server");
      assertThat(elsewhere.code()).isEqualTo(ExitCode.FINDINGS.number());
      assertThat(elsewhere.out() + elsewhere.err()).doesNotContain("eyJ");

      Ended otherName =
          check(
              "", "--url", server.address().replace("127.0.0.1", "localhost"), "--format", "html");
      assertThat(otherName.out())
          .startsWith("<!doctype html>")
          .contains("set http.public-url to http://localhost:" + port)
          .doesNotContain("<script");
    }
  }

  private Ended check(String in, String... flags) throws Exception {
    List<String> words = new ArrayList<>(Distribution.command("stdio"));
    words.addAll(List.of("check", "--data", folder.resolve("data").toString()));
    words.addAll(List.of(flags));
    Path input = Files.writeString(folder.resolve("in"), in);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        WatchedProcess.start(
            new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile()));
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
