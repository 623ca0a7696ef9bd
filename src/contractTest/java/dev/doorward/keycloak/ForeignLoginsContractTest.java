package dev.doorward.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.ConfiguredServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The Inspector's command line and mcp-remote find the authorization server by themselves, log in
/// at a real Keycloak and work with the token they got.
@Tag("long")
class ForeignLoginsContractTest {
  private static final String INSPECTOR =
      "@modelcontextprotocol/inspector/clients/launcher/build/index.js";
  private static final String MCP_REMOTE = "mcp-remote/dist/proxy.js";

  @TempDir private static Path folder;
  private static String node;
  private static Realm realm;
  private static TrustingServer server;

  @TempDir private Path home;

  @BeforeAll
  static void open() throws Exception {
    node = ForeignClient.installed();
    int port = ConfiguredServer.freePort();
    realm = Keycloak.shared().realm("clients", "http://127.0.0.1:" + port + "/mcp");
    server = TrustingServer.start(Files.createDirectory(folder.resolve("door")), port, realm);
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "modern"})
  void theInspectorLogsInListsAndCalls(String era) throws Exception {
    List<String> target =
        List.of(
            "--server-url",
            realm.resource(),
            "--transport",
            "http",
            "--client-id",
            Realm.CLIENT,
            "--protocol-era",
            era);
    Browser browser = new Browser();

    JsonNode listed = inspect(browser, target, "", "--method", "tools/list");
    assertThat(listed.path("tools"))
        .extracting(tool -> tool.path("name").asString())
        .contains("echo");
    assertEchoed(inspect(browser, target, "", echo()));
  }

  /// Only to list at first; the call makes the server name what is missing, and Keycloak gives it.
  @Test
  void theInspectorStepsUp() throws Exception {
    server.assumeScopesDecide();
    String listing =
        Realm.BASIC.stream()
            .filter(scope -> !scope.equals("mcp:tools.call"))
            .collect(Collectors.joining(" "));
    ObjectNode catalog = JsonMapper.shared().createObjectNode();
    ObjectNode door = catalog.putObject("mcpServers").putObject("door");
    door.put("type", "streamable-http").put("url", realm.resource());
    door.putObject("oauth").put("clientId", Realm.CLIENT).put("scopes", listing);
    Path written = Files.writeString(home.resolve("catalog.json"), catalog.toString());

    List<String> target =
        List.of("--config", written.toString(), "--server", "door", "--protocol-era", "modern");
    Browser browser = new Browser();

    inspect(browser, target, "", "--method", "tools/list");
    assertEchoed(inspect(browser, target, "y", echo()));
  }

  @Test
  void mcpRemoteRegistersItselfLogsInListsAndCalls() throws Exception {
    // The project's home page it would send is no host that the realm trusts.
    List<String> words =
        List.of(
            realm.resource(),
            String.valueOf(ConfiguredServer.freePort()),
            "--host",
            "127.0.0.1",
            "--auth-timeout",
            "120",
            "--static-oauth-client-metadata",
            "{\"client_uri\":\"http://127.0.0.1\"}");
    try (ForeignClient client =
        ForeignClient.start(node, MCP_REMOTE, words, home, new Browser(), realm.person())) {
      client.say(
          request(1, "initialize")
              .replace(
                  "{}",
                  "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                      + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}"));
      assertThat(answer(client, 1).path("protocolVersion").asString()).isEqualTo("2025-11-25");
      client.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      client.say(request(2, "tools/list"));
      assertThat(answer(client, 2).path("tools"))
          .extracting(tool -> tool.path("name").asString())
          .contains("echo");
      client.say(
          request(3, "tools/call")
              .replace("{}", "{\"name\":\"echo\",\"arguments\":{\"message\":\"hello\"}}"));
      assertEchoed(answer(client, 3));
    }
  }

  private JsonNode inspect(
      Browser browser, List<String> target, String confirmation, String... method)
      throws Exception {
    List<String> words = new ArrayList<>(List.of("--cli", "--format", "json"));
    words.addAll(target);
    words.addAll(
        List.of(
            "--callback-url",
            "http://127.0.0.1:" + ConfiguredServer.freePort() + "/oauth/callback"));
    words.addAll(List.of("--connect-timeout", "0"));
    words.addAll(List.of(method));
    try (ForeignClient client =
        ForeignClient.start(node, INSPECTOR, words, home, browser, realm.person())) {
      if (!confirmation.isEmpty()) {
        client.say(confirmation);
      }
      JsonNode printed = JsonMapper.shared().readTree(client.result());
      return printed.has("result") ? printed.get("result") : printed;
    }
  }

  private static String[] echo() {
    return new String[] {
      "--method", "tools/call", "--tool-name", "echo", "--tool-arg", "message=hello"
    };
  }

  private static String request(int id, String method) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{}}".formatted(id, method);
  }

  private static JsonNode answer(ForeignClient client, int id) throws Exception {
    for (JsonNode message = JsonMapper.shared().readTree(client.line());
        ;
        message = JsonMapper.shared().readTree(client.line())) {
      if (message.path("id").asInt(0) == id) {
        assertThat(message.has("error")).as(message.toString()).isFalse();
        return message.path("result");
      }
    }
  }

  private static void assertEchoed(JsonNode result) {
    assertThat(result.at("/content/0/text").asString()).as(result.toString()).isEqualTo("hello");
  }
}
