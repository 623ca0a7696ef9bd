package dev.doorward.rooms;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// No command outlives its call, its client or its server, at either door.
@EnabledOnOs(OS.LINUX)
class CommandsEndContractTest {
  @TempDir private Path folder;
  private CommandFixture fixture;

  @BeforeEach
  void furnish() throws IOException {
    fixture = CommandFixture.in(folder);
  }

  @Test
  void endsWithTheClientAtTheStdioDoor() throws Exception {
    OpenDoor.Stdio door = OpenDoor.Stdio.open(fixture.data("leaving"), fixture.flags());
    fixture.forget();
    send(door, OpenDoor.request(1, "tools/call", patient()));
    fixture.awaitAll();
    door.close();

    fixture.assertNobodyIsLeft();
  }

  @Test
  void endsWithTheProcessAtTheStdioDoor() throws Exception {
    OpenDoor.Stdio door = OpenDoor.Stdio.open(fixture.data("told"), fixture.flags());
    fixture.forget();
    send(door, OpenDoor.request(1, "tools/call", patient()));
    fixture.awaitAll();
    door.process().destroy();
    door.process().waitFor();

    fixture.assertNobodyIsLeft();
  }

  @Test
  void endsWhenItsCallIsCancelled() throws Exception {
    try (OpenDoor.Stdio door = OpenDoor.Stdio.open(fixture.data("cancelling"), fixture.flags())) {
      fixture.forget();
      send(door, OpenDoor.request(1, "tools/call", patient()));
      fixture.awaitAll();
      ObjectNode cancelled = json().put("jsonrpc", "2.0").put("method", "notifications/cancelled");
      cancelled.putObject("params").put("requestId", 1);
      send(door, cancelled);

      fixture.awaitNobody();
    }
  }

  @Test
  void endsWithTheServerAtTheHttpDoor() throws Exception {
    OpenDoor.Http door = OpenDoor.Http.open(fixture.data("ending"), fixture.flags());
    fixture.forget();
    Thread caller = Thread.ofVirtual().start(() -> callAndForget(door));
    fixture.awaitAll();
    door.server().end();

    fixture.assertNobodyIsLeft();
    caller.interrupt();
    door.close();
  }

  private static void callAndForget(OpenDoor door) {
    try {
      door.exchange("tools/call", patient());
    } catch (IOException | InterruptedException | RuntimeException _) {
      // The server has ended.
    }
  }

  private static ObjectNode patient() {
    ObjectNode params = json().put("name", "patient");
    params.putObject("arguments");
    return params;
  }

  private static void send(OpenDoor.Stdio door, JsonNode message) throws IOException {
    door.in().write(message + "\n");
    door.in().flush();
  }

  private static ObjectNode json() {
    return JsonMapper.shared().createObjectNode();
  }
}
