package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.cli.Snippets.Client;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SnippetsTest {
  private static final String ENDPOINT = "http://127.0.0.1:8080/mcp";

  @ParameterizedTest
  @EnumSource(Client.class)
  void everyClientCanStartTheServer(Client client) {
    JsonNode server =
        server(
            client, Snippets.overStdio(client, "/bin/doorward", List.of("stdio", "--port", "1")));

    assertThat(server.get("command").asString()).isEqualTo("/bin/doorward");
    assertThat(server.get("args").values())
        .extracting(JsonNode::asString)
        .containsExactly("stdio", "--port", "1");
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void everyClientCanReachARunningServer(Client client) {
    String snippet = Snippets.overHttp(client, ENDPOINT, "a-token");

    assertThat(server(client, snippet).isObject()).isTrue();
    assertThat(snippet).contains(ENDPOINT).contains("Bearer a-token");
  }

  @Test
  void theBridgeGetsNoSpaceInAnArgument() {
    JsonNode server =
        server(Client.CLAUDE_DESKTOP, Snippets.overHttp(Client.CLAUDE_DESKTOP, ENDPOINT, "t"));

    assertThat(server.get("args").values())
        .extracting(JsonNode::asString)
        .noneMatch(argument -> argument.contains(" "));
    assertThat(server.at("/env/AUTHORIZATION").asString()).isEqualTo("Bearer t");
  }

  @Test
  void onlyTheEditorThatAsksForTheTokenIsToldHow() {
    String asking = Snippets.overHttp(Client.VSCODE, ENDPOINT, Client.VSCODE.placeholder());

    assertThat(JsonMapper.shared().readTree(asking).at("/inputs/0/password").asBoolean()).isTrue();
    assertThat(Snippets.overHttp(Client.VSCODE, ENDPOINT, "t")).doesNotContain("inputs");
  }

  private static JsonNode server(Client client, String snippet) {
    return JsonMapper.shared()
        .readTree(snippet)
        .path(client == Client.VSCODE ? "servers" : "mcpServers")
        .path("doorward");
  }
}
