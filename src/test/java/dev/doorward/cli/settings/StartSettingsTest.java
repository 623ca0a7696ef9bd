package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.Settings;
import dev.doorward.audit.AuditSettings;
import dev.doorward.caller.Role;
import dev.doorward.limit.Rate;
import dev.doorward.ops.logging.LogSettings;
import dev.doorward.service.InputLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartSettingsTest {
  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private final Map<Key<?>, List<String>> flags = new HashMap<>();

  @Test
  void givesTheDefaultsWhenNothingIsWritten() {
    assertThat(read()).isEqualTo(Settings.defaults(home().resolve(".local/share/doorward")));
  }

  @Test
  void putsTheEnvironmentOverTheFileAndFlagsOverBoth() throws IOException {
    write("http:\n  host: 127.0.0.2\n  port: 1001\n  management-port: 1002\n");
    environment.put("DOORWARD_HTTP_PORT", "2001");
    environment.put("DOORWARD_HTTP_MANAGEMENT_PORT", "2002");
    flags.put(HttpKeys.HTTP_MANAGEMENT_PORT, List.of("3002"));

    var http = read().http();

    assertThat(http.host()).isEqualTo("127.0.0.2");
    assertThat(http.port()).isEqualTo(2001);
    assertThat(http.managementPort()).isEqualTo(3002);
  }

  @Test
  void readsEveryKindOfKeyFromTheFile() throws IOException {
    write(
        """
        data: %s
        log: {level: debug}
        toolsets:
          enable: [conformance]
          disable: skills
        http:
          public-url: https://mcp.example.org
          allowed-hosts: [mcp.example.org, "other.example.org:8443"]
          allowed-origins: [https://app.example.org]
          body-bytes: 2048
        issuer:
          name: https://id.example.org/
          jwks: https://id.example.org/keys
          audience: [https://mcp.example.org/mcp]
          algorithms: [ES256]
          token-types: [jwt]
          roles-claim: realm_access.roles
        limit: {rate: 5/second}
        gateway:
          deadline: 2m
          input: {depth: 3}
          input-overrides:
            read_file: {text-characters: 20000}
        legacy: {idle: 1h}
        audit: {target: stderr}
        access:
          stdio-role: auditor
          roles:
            auditor: ["tools:call:server_status", "resources:read:**"]
        """
            .formatted(folder.resolve("kept")));

    Settings settings = read();

    assertThat(settings.data()).isEqualTo(folder.resolve("kept"));
    assertThat(settings.log().level()).isEqualTo(LogSettings.Level.DEBUG);
    assertThat(settings.toolsets().enabled())
        .containsExactly("conformance", "diagnostics", "scan", "workspace");
    assertThat(settings.http().allowedHosts())
        .containsExactly("mcp.example.org", "other.example.org:8443");
    assertThat(settings.issuer().external()).isTrue();
    assertThat(settings.issuer().rolesClaim()).isEqualTo("realm_access.roles");
    assertThat(settings.limit().local()).contains(Rate.parse("5/second"));
    assertThat(settings.gateway().deadline()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.gateway().inputOverrides())
        .containsEntry("read_file", new InputLimits(3, 100, 20_000));
    assertThat(settings.legacy().idle()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.audit().target()).isEqualTo(AuditSettings.Target.STDERR);
    assertThat(settings.access().stdioRole()).isEqualTo(new Role("auditor"));
    assertThat(settings.access().roles()).containsKeys(Role.ADMIN, new Role("auditor"));
  }

  @Test
  void takesTheFieldsUsualVariables() throws IOException {
    Path skills = Files.createDirectory(folder.resolve("s1"));
    Path more = Files.createDirectory(folder.resolve("s2"));
    environment.put("MCP_HOST", "localhost");
    environment.put("MCP_PORT", "7000");
    environment.put("MCP_RATE_LIMIT", "7/hour");
    environment.put("WORKSPACE_PATH", folder.toString());
    environment.put("SKILLS_PATH", skills + java.io.File.pathSeparator + more);
    environment.put("LOG_LEVEL", "WARN");

    Settings settings = read();

    assertThat(settings.http().host()).isEqualTo("localhost");
    assertThat(settings.http().port()).isEqualTo(7000);
    assertThat(settings.limit().remote()).isEqualTo(Rate.parse("7/hour"));
    assertThat(settings.workspace().path()).contains(folder);
    assertThat(settings.skills().roots()).containsExactly(skills, more);
    assertThat(settings.log().level()).isEqualTo(LogSettings.Level.WARN);
  }

  @Test
  void limitsRemoteCallersAndNotTheLocalOneUnlessAsked() {
    assertThat(read().limit().remote()).isEqualTo(Rate.parse("100/minute"));
    assertThat(read().limit().local()).isEmpty();
  }

  @Test
  void readsLimitsByRoleAndTool() throws IOException {
    write(
        """
        limit:
          rate: 60/minute burst 120
          roles: {viewer: 10/minute}
          tools: {read_file: 5/hour}
          lockout-duration: 10m
        gateway:
          tool-calls-at-once: {read_file: 2}
        """);

    Settings settings = read();

    assertThat(settings.limit().remote().burst()).isEqualTo(120);
    assertThat(settings.limit().roles()).containsEntry(Role.VIEWER, Rate.parse("10/minute"));
    assertThat(settings.limit().tools()).containsEntry("read_file", Rate.parse("5/hour"));
    assertThat(settings.limit().lockoutDuration()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.gateway().toolCallsAtOnce()).containsEntry("read_file", 2);
  }

  @Test
  void refusesALimitForARoleThatDoesNotExist() throws IOException {
    write("limit: {roles: {veiwer: 10/minute}}");

    assertRefused("limit.roles.veiwer");
  }

  @Test
  void zeroCallsOfAToolAtOnceAreRefused() throws IOException {
    write("gateway: {tool-calls-at-once: {read_file: 0}}");

    assertRefused("gateway.tool-calls-at-once.read_file");
  }

  @Test
  void takesAnEmptyVariableAsNotSet() {
    environment.put("WORKSPACE_PATH", "");
    environment.put("DOORWARD_HTTP_PORT", " ");

    assertThat(read().http().port()).isEqualTo(8080);
  }

  @Test
  void refusesTwoVariablesThatDisagree() {
    environment.put("MCP_PORT", "1");
    environment.put("DOORWARD_HTTP_PORT", "2");

    assertRefused("http.port (DOORWARD_HTTP_PORT and MCP_PORT): two variables set it");
  }

  @Test
  void leavesTheVariablesOfAKubernetesServiceAlone() {
    environment.put("DOORWARD_PORT", "tcp://10.0.0.1:8080");
    environment.put("DOORWARD_SERVICE_HOST", "10.0.0.1");
    environment.put("DOORWARD_SERVICE_PORT_HTTP", "8080");
    environment.put("DOORWARD_PORT_8080_TCP_ADDR", "10.0.0.1");

    assertThat(read().http().port()).isEqualTo(8080);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DOORWARD_HTTP_PROT       | 1      | DOORWARD_HTTP_PROT (environment): there is no such variable; did you mean DOORWARD_HTTP_PORT?
          DOORWARD_HTTP_PORT       | 70000  | http.port (DOORWARD_HTTP_PORT): '70000' is out of range; write a whole number from 0 to 65535
          MCP_PORT                 | eighty | http.port (MCP_PORT): 'eighty' is not a whole number; write digits only
          MCP_RATE_LIMIT           | 0/minute | limit.rate (MCP_RATE_LIMIT): '0/minute' is not a rate; write N/second, N/minute or N/hour with N from 1 to 1000000000, and burst M behind it with M from N
          DOORWARD_GATEWAY_DEADLINE| 2h     | gateway.deadline (DOORWARD_GATEWAY_DEADLINE): '2h' is out of range; write a duration from 1s to 10m
          DOORWARD_GATEWAY_DEADLINE| 30     | gateway.deadline (DOORWARD_GATEWAY_DEADLINE): '30' is not a duration; write a number and a unit, such as 30s, 5m, 12h or 30d
          DOORWARD_GATEWAY_INPUT_DEPTH | 65 | gateway.input.depth (DOORWARD_GATEWAY_INPUT_DEPTH): '65' is out of range; write a whole number from 1 to 64
          LOG_LEVEL                | loud   | log.level (LOG_LEVEL): 'loud' is not one of the choices; write error or warn or info or debug or trace
          DOORWARD_TOOLSETS_ENABLE | skils  | toolsets.enable (DOORWARD_TOOLSETS_ENABLE): 'skils' is no toolset; did you mean skills?
          DOORWARD_ACCESS_STDIO_ROLE | develper | access.stdio-role (DOORWARD_ACCESS_STDIO_ROLE): 'develper' is no role; did you mean developer?
          DOORWARD_ACCESS_ROLES    | a      | access.roles (DOORWARD_ACCESS_ROLES): it cannot be set by a variable; set it in the configuration file
          DOORWARD_HTTP_ALLOWED_ORIGINS | * | http.allowed-origins (DOORWARD_HTTP_ALLOWED_ORIGINS): '*' is not a valid origin; write scheme://host or scheme://host:port, such as https://app.example.org
          DOORWARD_ISSUER_NAME     | x      | issuer.jwks: it is missing while issuer.name is set; set both or none
          SKILLS_PATH              | /does/not/exist | skills.roots (SKILLS_PATH): '/does/not/exist' does not exist; name a directory that this user can read
          """)
  void refusesAVariableWithOneLine(String name, String value, String line) {
    environment.put(name, value);

    assertThatThrownBy(this::read).hasMessage(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http: {prot: 1}                 | http.prot (doorward.yml): there is no such key; did you mean http.port?
          htpp: {port: 1}                 | htpp (doorward.yml): there is no such key; did you mean http?
          http: 5                         | http (doorward.yml): it is a section, not a value; put its keys below it, indented
          http: {port: [1]}               | http.port (doorward.yml): a single value is expected; write one whole number
          gateway: {input-overrides: {echo: {depht: 1}}} | gateway.input-overrides.echo (doorward.yml): 'depht' is no limit; did you mean depth?
          gateway: {input-overrides: {echo: {depth: 99}}} | gateway.input-overrides.echo (doorward.yml): a limit is out of range; write depth from 1 to 64, properties from 1 to 10000, text-characters from 1 to 10000000
          access: {roles: {auditor: [tool:call:echo]}} | access.roles.auditor (doorward.yml): 'tool:call:echo' is of no kind of permission; begin with tools:list, tools:call:, resources:list, resources:read:, prompts:list, prompts:get:, skills:list, skills:read:, completion, logging or subscriptions
          access: {roles: {Auditor: [x]}} | access.roles.Auditor (doorward.yml): the role's name or one of its patterns is malformed; write names like auditor and patterns like tools:call:read_*
          """)
  void refusesAFileWithOneLine(String text, String line) throws IOException {
    write(text);

    assertThatThrownBy(this::read).hasMessage(line);
  }

  @Test
  void showsNoLineBreakOfAValue() {
    environment.put("MCP_PORT", "8080\nforged line\u202e");

    assertThatThrownBy(this::read).message().doesNotContain("\n").doesNotContain("\u202e");
  }

  @Test
  void usesTheExamplesOfTheInstallationUntilSomethingElseIsNamed() throws IOException {
    Path skills = Files.createDirectories(folder.resolve("examples/skills"));
    Path workspace = Files.createDirectories(folder.resolve("examples/workspace"));

    Settings settings =
        new StartSettings(environment, home(), Optional.of(folder)).read(Optional.empty(), flags);

    assertThat(settings.skills().roots()).containsExactly(skills);
    assertThat(settings.workspace().path()).contains(workspace);
  }

  @Test
  void followsTheSharedDataFolderWhenItIsAbsolute() {
    environment.put("XDG_DATA_HOME", "relative");
    assertThat(read().data()).isEqualTo(home().resolve(".local/share/doorward"));
    environment.put("XDG_DATA_HOME", folder.toString());
    assertThat(read().data()).isEqualTo(folder.resolve("doorward"));
  }

  @Test
  void namesTheFileThatIsMissing() {
    environment.put("DOORWARD_CONFIG", folder.resolve("none.yml").toString());

    assertThatThrownBy(this::read)
        .isInstanceOf(PathRefused.class)
        .hasMessageStartingWith("config: ")
        .hasMessageEndingWith("name a readable file with --config or DOORWARD_CONFIG");
  }

  private void assertRefused(String start) {
    assertThatThrownBy(this::read)
        .isInstanceOf(SettingsRefused.class)
        .hasMessageStartingWith(start);
  }

  private Settings read() {
    return new StartSettings(environment, home(), Optional.empty()).read(Optional.empty(), flags);
  }

  private Path home() {
    return folder.resolve("home");
  }

  private void write(String text) throws IOException {
    Path file = folder.resolve("doorward.yml");
    Files.writeString(file, text);
    environment.put("DOORWARD_CONFIG", file.toString());
  }
}
