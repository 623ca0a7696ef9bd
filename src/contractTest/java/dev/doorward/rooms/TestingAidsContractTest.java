package dev.doorward.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.SecuredServer;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The aids for authors of clients, over both doors in both eras.
class TestingAidsContractTest {
  private static final List<String> FLAGS = List.of("--enable", "testing");

  @TempDir private static Path folder;
  private static final List<OpenDoor> DOORS = new ArrayList<>();

  static List<OpenDoor> doors() {
    return DOORS;
  }

  @BeforeAll
  static void openDoors() throws IOException, InterruptedException {
    DOORS.add(OpenDoor.Http.open(data("http"), FLAGS));
    DOORS.add(OpenDoor.Stdio.open(data("stdio"), FLAGS));
  }

  @AfterAll
  static void closeDoors() throws IOException {
    for (OpenDoor door : DOORS) {
      door.close();
    }
  }

  private static Path data(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void publishesWhatTheGoldenFileSays(OpenDoor door) throws Exception {
    List<JsonNode> aids = new ArrayList<>();
    for (JsonNode tool : door.result("tools/list", json()).get("tools")) {
      if (tool.get("name").stringValue().startsWith("testing_")) {
        aids.add(tool);
      }
    }
    Golden.matches("testing.json", JsonMapper.shared().valueToTree(aids));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void answersInEveryWay(OpenDoor door) throws Exception {
    JsonNode large = call(door, "testing_large", json().put("bytes", 1_048_576));
    assertThat(large.at("/content/0/text").stringValue()).hasSize(1_048_576);
    assertThat(call(door, "testing_content", json()).get("content"))
        .extracting(part -> part.get("type").stringValue())
        .containsExactly("text", "image", "audio", "resource", "resource", "resource_link");
    assertThat(call(door, "testing_structured", json()).at("/structuredContent/whole_number"))
        .hasToString("9007199254740991");
    JsonNode texts =
        call(door, "testing_unicode", json().put("text", "a\u2028\uD834\uDD1E\u0000"))
            .at("/structuredContent/texts");
    assertThat(texts.get(texts.size() - 1).get("text").stringValue())
        .isEqualTo("a\u2028\uD834\uDD1E\u0000");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void failsInEveryWayAndTellsNothingOfAFault(OpenDoor door) throws Exception {
    for (String how : List.of("result", "refusal")) {
      assertThat(call(door, "testing_fail", json().put("how", how)).get("isError").asBoolean())
          .isTrue();
    }
    ObjectNode params = json().put("name", "testing_fail");
    params.putObject("arguments").put("how", "fault");
    assertThat(door.exchange("tools/call", params).toString())
        .doesNotContain("IllegalState", "was asked for a fault");
    assertThat(call(door, "testing_slow", json().put("millis", 20_001)).get("isError").asBoolean())
        .isTrue();
  }

  @Test
  void worksInTheLegacyEraOverHttp() throws Exception {
    BlockingQueue<ProgressNotification> heard = new LinkedBlockingQueue<>();
    try (SecuredServer server = SecuredServer.start(data("legacy-http"), FLAGS);
        McpSyncClient client = LegacyClient.overHttp(server, heard::add)) {
      worksInTheLegacyEra(client, heard);
    }
  }

  @Test
  void worksInTheLegacyEraOverStdio() throws Exception {
    BlockingQueue<ProgressNotification> heard = new LinkedBlockingQueue<>();
    try (McpSyncClient client = LegacyClient.overStdio(data("legacy-stdio"), FLAGS, heard::add)) {
      worksInTheLegacyEra(client, heard);
    }
  }

  private static void worksInTheLegacyEra(
      McpSyncClient client, BlockingQueue<ProgressNotification> heard) throws InterruptedException {
    assertThat(text(client, "testing_elicit", Map.of()))
        .isEqualTo("action accept, content {\"colour\":\"blue\",\"name\":\"Ada\"}");
    client.callTool(
        CallToolRequest.builder("testing_progress")
            .arguments(Map.of("steps", 3, "interval_millis", 10))
            .progressToken("steps")
            .build());
    ProgressNotification first = heard.poll(10, TimeUnit.SECONDS);
    assertThat(first).isNotNull();
    assertThat(first.progress()).isEqualTo(1.0);
    assertThat(first.total()).isEqualTo(3.0);
    assertThat(text(client, "testing_cancelled", Map.of())).isEqualTo("0");
  }

  private static String text(McpSyncClient client, String tool, Map<String, Object> arguments) {
    CallToolResult result =
        client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    return ((TextContent) result.content().getFirst()).text();
  }

  @Test
  void tellsThatACancellationHasArrived() throws Exception {
    try (OpenDoor.Stdio door = OpenDoor.Stdio.open(data("cancelling"), FLAGS)) {
      ObjectNode wait = json().put("name", "testing_wait");
      wait.putObject("arguments");
      door.in().write(OpenDoor.request(7, "tools/call", wait) + "\n");
      ObjectNode cancelled = json().put("jsonrpc", "2.0").put("method", "notifications/cancelled");
      cancelled.putObject("params").put("requestId", 7);
      // The call begins before its cancellation is read, because lines are taken in order; that its
      // work has begun to wait shows in the count, which is asked until it does.
      door.in().write(cancelled + "\n");
      door.in().flush();

      String count = "0";
      for (int tries = 0; count.equals("0") && tries < 10_000; tries++) {
        count = call(door, "testing_cancelled", json()).at("/content/0/text").stringValue();
      }
      assertThat(count).isEqualTo("1");
    }
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
