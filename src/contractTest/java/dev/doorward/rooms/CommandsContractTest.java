package dev.doorward.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.SecuredServer;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Declared commands over both doors in both eras, with real programs.
@EnabledOnOs(OS.LINUX)
class CommandsContractTest {
  @TempDir private static Path folder;
  private static final List<OpenDoor> DOORS = new ArrayList<>();
  private static CommandFixture fixture = new CommandFixture(Path.of(""), Path.of(""), List.of());

  static List<OpenDoor> doors() {
    return DOORS;
  }

  @BeforeAll
  static void openDoors() throws IOException, InterruptedException {
    fixture = CommandFixture.in(folder);
    DOORS.add(OpenDoor.Http.open(fixture.data("http"), fixture.flags()));
    DOORS.add(OpenDoor.Stdio.open(fixture.data("stdio"), fixture.flags()));
  }

  @AfterAll
  static void closeDoors() throws IOException {
    for (OpenDoor door : DOORS) {
      door.close();
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void publishesWhatWasDeclared(OpenDoor door) throws Exception {
    List<JsonNode> ours = new ArrayList<>();
    for (JsonNode tool : door.result("tools/list", json()).get("tools")) {
      if (List.of("show", "counted", "stubborn").contains(tool.get("name").stringValue())) {
        ours.add(tool);
      }
    }
    Golden.matches("commands.json", JsonMapper.shared().valueToTree(ours));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void handsEveryArgumentOnWhole(OpenDoor door) throws Exception {
    for (String value : CommandFixture.VALUES) {
      JsonNode answer = call(door, "show", json().put("first", value).put("second", value));
      assertThat(CommandFixture.shown(answer.at("/structuredContent/stdout").stringValue()))
          .containsExactly("--name=" + value, "--", value);
    }
    JsonNode refused = call(door, "show", json().put("first", "a\0b").put("second", ""));
    assertThat(refused.get("isError").asBoolean()).isTrue();
    JsonNode tooMany = call(door, "counted", json().put("count", 10));
    assertThat(tooMany.get("isError").asBoolean()).isTrue();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void runsWhereAndWithWhatWasDeclared(OpenDoor door) throws Exception {
    assertThat(call(door, "where", json()).at("/structuredContent/stdout").stringValue())
        .isEqualTo(folder.resolve("ws/docs").toRealPath() + "\n");
    assertThat(call(door, "variables", json()).at("/structuredContent/stdout").stringValue())
        .isEqualTo("ONLY=this\n");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void endsWhoIgnoresBeingAskedWithinTwoSecondsOfItsTimeout(OpenDoor door) throws Exception {
    fixture.forget();
    long start = System.nanoTime();
    JsonNode answer = call(door, "stubborn", json());
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(answer.at("/structuredContent/ended_by").stringValue()).isEqualTo("timeout");
    fixture.assertNobodyIsLeft();
    assertThat(took).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void worksInTheLegacyEraOverHttp() throws Exception {
    List<ProgressNotification> heard = new CopyOnWriteArrayList<>();
    try (SecuredServer server = SecuredServer.start(fixture.data("legacy-http"), fixture.flags());
        McpSyncClient client = LegacyClient.overHttp(server, heard::add)) {
      worksInTheLegacyEra(client);
    }
    assertThat(heard).isNotEmpty();
  }

  @Test
  void worksInTheLegacyEraOverStdio() throws Exception {
    List<ProgressNotification> heard = new CopyOnWriteArrayList<>();
    try (McpSyncClient client =
        LegacyClient.overStdio(fixture.data("legacy-stdio"), fixture.flags(), heard::add)) {
      worksInTheLegacyEra(client);
    }
    assertThat(heard).isNotEmpty();
  }

  private static void worksInTheLegacyEra(McpSyncClient client) throws IOException {
    for (String value : CommandFixture.VALUES) {
      CallToolResult shown =
          client.callTool(
              CallToolRequest.builder("show")
                  .arguments(Map.of("first", value, "second", value))
                  .build());
      assertThat(CommandFixture.shown(String.valueOf(structured(shown).get("stdout"))))
          .containsExactly("--name=" + value, "--", value);
    }
    fixture.forget();
    CallToolResult ended =
        client.callTool(CallToolRequest.builder("stubborn").progressToken("patience").build());
    assertThat(structured(ended)).containsEntry("ended_by", "timeout");
    fixture.assertNobodyIsLeft();
  }

  @SuppressWarnings("unchecked") // what the client reads of an object
  private static Map<String, Object> structured(CallToolResult result) {
    return (Map<String, Object>) result.structuredContent();
  }

  private static JsonNode call(OpenDoor door, String tool, ObjectNode arguments) throws Exception {
    ObjectNode params = json().put("name", tool);
    params.set("arguments", arguments);
    return door.result("tools/call", params);
  }

  private static ObjectNode json() {
    return JsonMapper.shared().createObjectNode();
  }
}
