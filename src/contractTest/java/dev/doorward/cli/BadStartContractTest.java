package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.Distribution;
import dev.doorward.proof.WatchedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadStartContractTest {
  private static final long PATIENCE_SECONDS = 30;

  @TempDir Path folder;

  /// What an ended process left behind.
  private record Ended(int code, String out, String err) {
    void isRefused(ExitCode expected, String... parts) {
      assertThat(err).startsWith("doorward: ").endsWith(System.lineSeparator()).hasLineCount(1);
      assertThat(err).contains(parts);
      assertThat(code).isEqualTo(expected.number());
      assertThat(out).isEmpty();
    }
  }

  @Test
  void aTakenPortIsNamedAndNothingIsLeftBehind() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());

      start(Map.of(), "serve", "--port", port, "--management-port", "0")
          .isRefused(ExitCode.ADDRESS, "http.port", port, "--port or MCP_PORT");
      start(Map.of("MCP_PORT", "0"), "serve", "--management-port", port)
          .isRefused(ExitCode.ADDRESS, "http.management-port", port, "--management-port");
    }

    assertThat(data()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "stdio"})
  void aMissingPathIsNamed(String command) throws Exception {
    start(Map.of("WORKSPACE_PATH", folder.resolve("gone").toString()), command)
        .isRefused(ExitCode.PATH, "workspace.path", "WORKSPACE_PATH", "does not exist");
    start(Map.of(), command, "--skills", folder.resolve("gone").toString())
        .isRefused(ExitCode.PATH, "skills.roots", "--skills", "does not exist");
    start(Map.of(), command, "--config", folder.resolve("gone.yml").toString())
        .isRefused(ExitCode.PATH, "config", "cannot be read", "--config");

    assertThat(data()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "stdio"})
  void malformedYamlIsNamedWithItsLine(String command) throws Exception {
    Path file = folder.resolve("doorward.yml");
    Files.writeString(file, "http:\n  port: 8080\n  host: [127.0.0.1\n");

    start(Map.of(), command, "--config", file.toString())
        .isRefused(ExitCode.SETTINGS, "config", "doorward.yml", "line 4");

    assertThat(data()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "stdio"})
  void aValueOutOfRangeOrAnUnknownNameIsRefused(String command) throws Exception {
    start(Map.of("DOORWARD_GATEWAY_DEADLINE", "2h"), command)
        .isRefused(ExitCode.SETTINGS, "gateway.deadline", "'2h' is out of range", "1s to 10m");
    start(Map.of("DOORWARD_HTTP_PROT", "1"), command)
        .isRefused(ExitCode.SETTINGS, "DOORWARD_HTTP_PROT", "did you mean DOORWARD_HTTP_PORT?");
    start(Map.of(), command, "--prot", "1")
        .isRefused(ExitCode.USAGE, "'--prot'", "did you mean --port?");

    assertThat(data()).doesNotExist();
  }

  @Test
  void aCorruptKeyIsRefusedAndLeftAsItIs() throws Exception {
    Path key = Files.createDirectories(data()).resolve("issuer-keys.json");
    Files.writeString(key, "{\"keys\":[]}");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

    start(Map.of(), "serve", "--port", "0", "--management-port", "0")
        .isRefused(ExitCode.KEY, "data", key.toString(), "restore it");
    start(Map.of(), "token").isRefused(ExitCode.KEY, "data", key.toString(), "restore it");

    assertThat(Files.readString(key)).isEqualTo("{\"keys\":[]}");
  }

  @Test
  void anAddressOthersCanReachNeedsAnIssuerOfItsOwn() throws Exception {
    start(Map.of("MCP_HOST", "0.0.0.0"), "serve", "--port", "0", "--management-port", "0")
        .isRefused(ExitCode.SETTINGS, "http.host", "issuer.name and issuer.jwks");

    assertThat(data()).doesNotExist();
  }

  @Test
  void noAddressButLoopbackIsPermissive() throws Exception {
    Map<String, String> variables =
        Map.of(
            "DOORWARD_ACCESS_PRESET", "permissive",
            "DOORWARD_ISSUER_NAME", "https://id.example/",
            "DOORWARD_ISSUER_JWKS", "https://id.example/keys",
            "DOORWARD_HTTP_PUBLIC_URL", "https://mcp.example");
    start(variables, "serve", "--host", "0.0.0.0")
        .isRefused(ExitCode.SETTINGS, "access.preset", "http.host is '0.0.0.0'");
    start(variables, "serve")
        .isRefused(ExitCode.SETTINGS, "access.preset", "http.public-url is 'https://mcp.example'");
    start(
            Map.of(
                "DOORWARD_ACCESS_PRESET", "permissive", "DOORWARD_HTTP_MANAGEMENT_HOST", "0.0.0.0"),
            "serve")
        .isRefused(ExitCode.SETTINGS, "access.preset", "http.management-host is '0.0.0.0'");

    assertThat(data()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "stdio"})
  void aRoleThatNamesNoToolIsRefused(String command) throws Exception {
    Path file = folder.resolve("doorward.yml");
    Files.writeString(file, "access:\n  roles:\n    auditor: [\"tools:call:ehco\"]\n");

    start(Map.of(), command, "--config", file.toString())
        .isRefused(
            ExitCode.SETTINGS,
            "access.roles.auditor",
            "'tools:call:ehco' names no tool that is offered",
            "toolsets.enable");

    Files.writeString(file, "access:\n  roles:\n    auditor: [\"tool:call:echo\"]\n");
    start(Map.of(), command, "--config", file.toString())
        .isRefused(
            ExitCode.SETTINGS,
            "access.roles.auditor",
            "'tool:call:echo' is of no kind of permission");

    assertThat(data()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "stdio"})
  void aLimitOfNoToolIsRefusedBeforeAnythingIsWritten(String command) throws Exception {
    Path file = folder.resolve("doorward.yml");
    Files.writeString(file, "limit:\n  tools:\n    ehco: 5/minute\n");
    start(Map.of(), command, "--config", file.toString())
        .isRefused(ExitCode.SETTINGS, "limit.tools.ehco", "there is no tool of this name");

    Files.writeString(file, "gateway:\n  tool-calls-at-once:\n    ehco: 5\n");
    start(Map.of(), command, "--config", file.toString())
        .isRefused(
            ExitCode.SETTINGS, "gateway.tool-calls-at-once.ehco", "there is no tool of this name");

    assertThat(data()).doesNotExist();
  }

  private Ended start(Map<String, String> variables, String command, String... flags)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(Distribution.command("stdio"));
    words.add(command);
    words.addAll(List.of(flags));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder start =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    start.environment().put("DOORWARD_DATA", data().toString());
    start.environment().putAll(variables);
    Process process = WatchedProcess.start(start);
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

  private Path data() {
    return folder.resolve("data");
  }
}
