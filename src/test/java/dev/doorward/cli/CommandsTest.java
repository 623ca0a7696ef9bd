package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream standardOut = System.out;
  private final InputStream standardIn = System.in;
  private final RecordingDoors doors = new RecordingDoors();

  @AfterEach
  void giveTheStreamsBack() {
    System.setOut(standardOut);
    System.setIn(standardIn);
  }

  @Test
  void stdioHandsTheSettingsToTheDoor() throws Exception {
    Path skills = Files.createDirectory(folder.resolve("skills"));

    assertThat(
            run(
                "stdio",
                "--skills",
                skills.toString(),
                "--enable",
                "conformance",
                "--disable=skills"))
        .isEqualTo(ExitCode.OK);

    Settings settings = doors.opened.orElseThrow();
    assertThat(settings.skills().roots()).containsExactly(skills);
    assertThat(settings.toolsets().enabled())
        .containsExactly("conformance", "diagnostics", "scan", "workspace");
    assertThat(out.size()).isZero();
  }

  @Test
  void repeatableFlagsAddUp() throws Exception {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));

    run(
        "stdio",
        "--skills",
        one.toString(),
        "--skills",
        two.toString(),
        "--allow-host",
        "a.example");

    assertThat(doors.opened.orElseThrow().skills().roots()).containsExactly(one, two);
  }

  @Test
  void makesTheDataFolderForThisUserOnly() throws Exception {
    run("stdio");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data())))
        .isEqualTo("rwx------");
  }

  @Test
  void tokenPrintsATokenAloneWithWhatWasAskedFor() throws Exception {
    String scopes = "mcp:skills.read mcp:tools.read";
    assertThat(
            run("token", "--role", "viewer", "--scope", scopes, "--ttl", "30m", "--port", "8123"))
        .isEqualTo(ExitCode.OK);

    String printed = text(out);
    assertThat(printed).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R");
    assertThat(err.size()).isZero();
    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(printed.split("\\.", -1)[1]));
    assertThat(claims.at("/roles/0").asString()).isEqualTo("viewer");
    assertThat(claims.get("scope").asString()).isEqualTo(scopes);
    assertThat(claims.get("aud").asString()).isEqualTo("http://127.0.0.1:8123/mcp");
    assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(1_800);
  }

  @Test
  void tokenLivesOneHourUnlessAskedOtherwise() throws Exception {
    run("token");

    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(text(out).split("\\.", -1)[1]));
    assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(3_600);
    assertThat(claims.at("/roles/0").asString()).isEqualTo("developer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          serv                           | USAGE    | doorward: 'serv' is no command; did you mean serve?
          stdio --prot 1                 | USAGE    | doorward: '--prot' is no flag of this command; did you mean --port?
          stdio --port                   | USAGE    | doorward: Missing required parameter for option '--port' (<http.port>); see doorward stdio --help
          token --scope mcp:tools.reed   | USAGE    | doorward: --scope: 'mcp:tools.reed' is no scope; did you mean mcp:tools.read?
          token --role develper          | USAGE    | doorward: --role: 'develper' is no role; did you mean developer?
          token --ttl 8d                 | USAGE    | doorward: --ttl: '8d' is not a life a token can have; write a duration from 1s to 7d
          token --ttl soon               | USAGE    | doorward: --ttl: 'soon' is not a life a token can have; write a duration from 1s to 7d
          token --port 0                 | SETTINGS | doorward: http.port: a token is for one address and 0 is none; name the server's port with --port
          client-config claude           | USAGE    | doorward: client-config: 'claude' is not known; did you mean claude-code?
          client-config cursor --door tcp| USAGE    | doorward: --door: 'tcp' is not known; did you mean http?
          stdio --port 70000             | SETTINGS | doorward: http.port (--port): '70000' is out of range; write a whole number from 0 to 65535
          stdio --log-level loud         | SETTINGS | doorward: log.level (--log-level): 'loud' is not one of the choices; write error or warn or info or debug or trace
          stdio --workspace /not/there   | PATH     | doorward: workspace.path (--workspace): '/not/there' does not exist; name a directory that this user can read
          serve --host 0.0.0.0           | SETTINGS | doorward: http.host: '0.0.0.0' can be reached from other machines, and the local issuer is for this one; set issuer.name and issuer.jwks, or bind to 127.0.0.1
          serve --port 5 --management-port 5 | SETTINGS | doorward: http.management-port: it is the same as http.port; set another with --management-port
          """)
  void refusesWithOneLineAndItsExitCode(String written, ExitCode code, String line)
      throws Exception {
    assertThat(run(written.split(" ", -1))).isEqualTo(code);

    assertThat(text(err)).isEqualTo(line + System.lineSeparator());
    assertThat(out.size()).isZero();
    assertThat(doors.opened).isEmpty();
  }

  @Test
  void refusesATakenPortBeforeAnythingIsStartedOrWritten() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());

      assertThat(run("serve", "--port", port, "--management-port", "0"))
          .isEqualTo(ExitCode.ADDRESS);

      assertThat(text(err))
          .isEqualTo(
              "doorward: http.port: 127.0.0.1:%s is taken or is no address of this machine;"
                      .formatted(port)
                  + " set another with --port or MCP_PORT"
                  + System.lineSeparator());
      assertThat(data()).doesNotExist();
    }
  }

  @Test
  void refusesACorruptKeyAndLeavesItAlone() throws Exception {
    Path key = Files.createDirectories(data()).resolve("issuer-keys.json");
    Files.writeString(key, "spoilt");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

    assertThat(run("token")).isEqualTo(ExitCode.KEY);
    assertThat(run("serve", "--port", "0", "--management-port", "0")).isEqualTo(ExitCode.KEY);

    assertThat(text(err).lines())
        .hasSize(2)
        .allMatch(
            line -> line.startsWith("doorward: data: the key file '" + key + "' is refused, "));
    assertThat(Files.readString(key)).isEqualTo("spoilt");
  }

  @Test
  void refusesADataFolderThatIsAFile() throws Exception {
    Files.writeString(folder.resolve("taken"), "");

    assertThat(run("token", "--data", folder.resolve("taken").toString())).isEqualTo(ExitCode.PATH);
    assertThat(text(err)).startsWith("doorward: data: ").hasLineCount(1);
  }

  @Test
  void mintsNothingForAnExternalIssuer() throws Exception {
    environment.put("DOORWARD_ISSUER_NAME", "https://id.example.org/");
    environment.put("DOORWARD_ISSUER_JWKS", "https://id.example.org/keys");

    assertThat(run("token")).isEqualTo(ExitCode.SETTINGS);
    assertThat(text(err)).startsWith("doorward: issuer.name: tokens come from").hasLineCount(1);
  }

  @Test
  void wantsThePublicAddressWhereOthersCanReachIt() throws Exception {
    environment.put("DOORWARD_ISSUER_NAME", "https://id.example.org/");
    environment.put("DOORWARD_ISSUER_JWKS", "https://id.example.org/keys");

    assertThat(run("serve", "--host", "0.0.0.0")).isEqualTo(ExitCode.SETTINGS);
    assertThat(text(err)).startsWith("doorward: http.public-url: it is missing").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://id.example.org/keys", "http://user@127.0.0.1.example/keys"})
  void takesKeysOverPlainHttpFromThisMachineOnly(String place) throws Exception {
    environment.put("DOORWARD_ISSUER_NAME", "https://id.example.org/");
    environment.put("DOORWARD_ISSUER_JWKS", place);

    assertThat(run("serve")).isEqualTo(ExitCode.SETTINGS);
    assertThat(text(err)).startsWith("doorward: issuer.jwks: plain http").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-code", "vscode", "cursor"})
  void aSnippetHoldsNoTokenWhereTheClientCanReadItElsewhere(String client) throws Exception {
    run("client-config", client, "--door", "http");

    assertThat(text(out)).doesNotContain("eyJ");
    assertThat(data()).doesNotExist();
  }

  @Test
  void aSnippetNamesPathsFromTheRoot() throws Exception {
    run("client-config", "cursor", "--workspace", ".");

    assertThat(text(out))
        .contains("\"--workspace\"")
        .contains(Path.of("").toAbsolutePath().toString());
  }

  @Test
  void versionNamesTheBuild() throws Exception {
    run("version");

    assertThat(text(out)).matches("doorward \\S+ \\(build [0-9a-f]{16}\\)\\R");
  }

  @Test
  void helpGoesToStandardOutputAndNamesEveryCommand() throws Exception {
    assertThat(run("--help")).isEqualTo(ExitCode.OK);

    assertThat(text(out)).contains("serve", "stdio", "check", "token", "client-config", "version");
    out.reset();
    assertThat(run("serve", "--help")).isEqualTo(ExitCode.OK);
    assertThat(text(out)).contains("--allow-origin", "--management-port", "--skills");
  }

  @Test
  void sayingNothingIsAUsageErrorThatShowsTheHelp() throws Exception {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(text(err)).contains("client-config");
  }

  private ExitCode run(String... arguments) throws InterruptedException, IOException {
    environment.putIfAbsent("DOORWARD_DATA", data().toString());
    Surroundings surroundings =
        new Surroundings(
            environment,
            folder,
            Optional.of(folder),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system());
    return new Commands(surroundings, doors).run(List.of(arguments).toArray(String[]::new));
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
