package dev.doorward.rooms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The first rooms over both doors, with the skills of the examples and a workspace that has
/// something to hide.
class RoomsContractTest {
  private static final int INVALID_PARAMS = -32602;
  private static final String SECRET = "not for clients";

  @TempDir private static Path folder;
  private static final List<OpenDoor> DOORS = new ArrayList<>();

  static List<OpenDoor> doors() {
    return DOORS;
  }

  @BeforeAll
  static void openDoors() throws IOException, InterruptedException {
    Path workspace = Files.createDirectories(folder.resolve("ws/docs"));
    Files.writeString(workspace.resolve("notes.md"), "one\ntwo\nthree\n");
    Files.write(workspace.resolveSibling("logo.png"), new byte[] {(byte) 0x89, 'P', 0});
    Files.writeString(workspace.resolveSibling(".env"), SECRET);
    Files.writeString(folder.resolve("outside.txt"), SECRET);
    Path sibling = Files.createDirectories(folder.resolve("ws-evil"));
    Files.writeString(sibling.resolve("x.txt"), SECRET);
    Files.createSymbolicLink(workspace.resolveSibling("link.txt"), folder.resolve("outside.txt"));
    Files.createSymbolicLink(workspace.resolveSibling("evil"), sibling);
    List<String> flags = List.of("--workspace", workspace.getParent().toString());
    DOORS.add(OpenDoor.Http.open(Files.createDirectories(folder.resolve("http")), flags));
    DOORS.add(OpenDoor.Stdio.open(Files.createDirectories(folder.resolve("stdio")), flags));
  }

  @AfterAll
  static void closeDoors() throws IOException {
    for (OpenDoor door : DOORS) {
      door.close();
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void publishesWhatTheGoldenFilesSay(OpenDoor door) throws Exception {
    Golden.matches("tools.json", door.result("tools/list", json()).get("tools"));
    Golden.matches("prompts.json", door.result("prompts/list", json()).get("prompts"));
    Golden.matches(
        "templates.json", door.result("resources/templates/list", json()).get("resourceTemplates"));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void servesTheBytesOfEveryManifest(OpenDoor door) throws Exception {
    JsonNode skills = door.result("skills/list", json()).get("skills");
    assertThat(skills).hasSize(3);
    for (JsonNode skill : skills) {
      String uri = skill.get("uri").stringValue();
      assertThat(door.result("skills/get", json().put("uri", uri)).get("skill")).isEqualTo(skill);
      for (JsonNode file : skill.get("resources")) {
        byte[] bytes = read(door, file.get("uri").stringValue());
        assertThat(bytes).hasSize(file.get("size").intValue());
        assertThat(file.get("digest").stringValue()).isEqualTo(sha256(bytes));
      }
      JsonNode children = children(door, uri.substring(0, uri.lastIndexOf('/')));
      assertThat(children)
          .extracting(child -> child.get("mimeType").stringValue())
          .contains("text/markdown", "inode/directory");
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void refusesSkillUrisItDoesNotServe(OpenDoor door) throws Exception {
    for (String uri :
        List.of("skill://absent/SKILL.md", "skill://incident-review", "file:///docs/notes.md")) {
      assertThat(code(door.error("skills/get", json().put("uri", uri)))).isEqualTo(INVALID_PARAMS);
    }
    for (String uri : List.of("skill://absent", "skill://incident-review/SKILL.md")) {
      assertThat(code(door.error("resources/directory/read", json().put("uri", uri))))
          .isEqualTo(INVALID_PARAMS);
    }
    for (String uri :
        List.of(
            "skill://incident-review/../dependency-upgrade/SKILL.md",
            "skill://incident-review/%2e%2e/x",
            "skill://incident-review/references")) {
      assertThat(code(door.error("resources/read", json().put("uri", uri))))
          .isEqualTo(INVALID_PARAMS);
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void offersSkillsToClientsWithoutTheExtension(OpenDoor door) throws Exception {
    JsonNode listed = call(door, "list_skills", json());
    assertThat(listed.at("/structuredContent/skills")).hasSize(3);
    JsonNode read = call(door, "read_skill", json().put("skill", "incident-review"));
    assertThat(read.at("/structuredContent/text").stringValue()).startsWith("---\n");
    ObjectNode named = json().put("name", "incident-review");
    named.putObject("arguments").put("task", "Review the outage of Thursday.");
    assertThat(door.result("prompts/get", named).at("/messages/0/content/text").stringValue())
        .contains("Review the outage of Thursday.", "# Incident review");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void looksIntoTheWorkspace(OpenDoor door) throws Exception {
    assertThat(call(door, "list_directory", json()).at("/structuredContent/entries"))
        .extracting(entry -> entry.get("name").stringValue())
        .containsExactly("docs", "evil", "link.txt", "logo.png");
    ObjectNode lines = json().put("path", "docs/notes.md").put("start_line", 2).put("end_line", 2);
    assertThat(call(door, "read_file", lines).at("/content/0/text").stringValue())
        .isEqualTo("two\n");
    assertThat(call(door, "read_file", json().put("path", "logo.png")).at("/content/0/resource"))
        .hasToString("{\"uri\":\"file:///logo.png\",\"mimeType\":\"image/png\",\"blob\":\"iVAA\"}");
    assertThat(read(door, "file:///docs/notes.md")).asString(UTF_8).isEqualTo("one\ntwo\nthree\n");
    ObjectNode complete = json();
    complete.putObject("ref").put("type", "ref/resource").put("uri", "file:///{+path}");
    complete.putObject("argument").put("name", "path").put("value", "docs/");
    assertThat(door.result("completion/complete", complete).at("/completion/values"))
        .hasToString("[\"docs/notes.md\"]");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void neverLeavesTheWorkspace(OpenDoor door) throws Exception {
    for (String path :
        List.of(
            "../outside.txt",
            "docs/../../outside.txt",
            "..\\outside.txt",
            "../ws-evil/x.txt",
            "/etc/passwd",
            "link.txt",
            "evil/x.txt",
            ".env",
            "C:\\x",
            "CON",
            "docs/notes.md.",
            "%2e%2e/outside.txt",
            "",
            "docs",
            "a\u0000b",
            "a\u202Eb")) {
      JsonNode refused = exchangeCall(door, "read_file", json().put("path", path));
      assertThat(refused.get("isError").booleanValue()).as(path).isTrue();
      assertThat(refused.toString()).doesNotContain(SECRET, folder.toString());
    }
    for (String path :
        List.of(
            "../outside.txt",
            "%2e%2e/outside.txt",
            "%252e%252e/outside.txt",
            "%2e%2e%2foutside.txt",
            "..%5coutside.txt",
            "/etc/passwd",
            "link.txt",
            "evil/x.txt",
            ".env",
            "docs",
            "docs/",
            "a%00",
            "docs/notes.md?x",
            "a".repeat(2_048))) {
      JsonNode answer = door.exchange("resources/read", json().put("uri", "file:///" + path));
      assertThat(answer.has("error")).as(path).isTrue();
      assertThat(answer.toString()).doesNotContain(SECRET, folder.toString());
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void answersDiagnostics(OpenDoor door) throws Exception {
    String longest = "é".repeat(10_000);
    assertThat(
            call(door, "echo", json().put("message", longest)).at("/content/0/text").stringValue())
        .isEqualTo(longest);
    assertThat(
            call(door, "get_random_data", json().put("count", 10)).at("/structuredContent/records"))
        .hasSize(10);
    assertThat(call(door, "server_status", json()).at("/structuredContent/build_id").stringValue())
        .isNotBlank();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void tellsTheModelWhatToCorrect(OpenDoor door) throws Exception {
    refuses(door, "echo", json().put("message", "x".repeat(10_001)));
    refuses(door, "echo", json().put("message", 7));
    refuses(door, "echo", json());
    refuses(door, "get_random_data", json());
    for (int count : new int[] {-1, 0, 11, 1_000_000}) {
      refuses(door, "get_random_data", json().put("count", count));
    }
    refuses(door, "get_random_data", json().put("count", 1.5));
    refuses(door, "get_random_data", json().put("count", 1).put("extra", 1));
    refuses(door, "read_file", json().put("path", "docs/notes.md").put("start_line", 0));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void scansWhatTheWorkspaceShows(OpenDoor door) throws Exception {
    JsonNode clean = call(door, "security_scan", json());
    assertThat(clean.at("/structuredContent/grade").stringValue()).isEqualTo("A+");
    assertThat(clean.toString()).doesNotContain(SECRET, folder.toString(), ".env");
    assertThat(clean.at("/structuredContent/skipped"))
        .extracting(each -> each.get("path").stringValue())
        .containsExactlyInAnyOrder("evil", "link.txt", "logo.png");
    refuses(door, "security_scan", json().put("path", "../outside.txt"));
    refuses(door, "security_scan", json().put("path", ".env"));
    refuses(door, "security_scan", json().put("max_findings", 0));
  }

  private static void refuses(OpenDoor door, String tool, ObjectNode arguments) throws Exception {
    JsonNode result = exchangeCall(door, tool, arguments);
    assertThat(result.path("isError").asBoolean(false)).as("%s %s", tool, result).isTrue();
    assertThat(result.at("/content/0/text").stringValue()).isNotBlank();
  }

  private static JsonNode call(OpenDoor door, String tool, ObjectNode arguments) throws Exception {
    JsonNode result = exchangeCall(door, tool, arguments);
    assertThat(result.path("isError").asBoolean(false)).as("%s %s", tool, result).isFalse();
    return result;
  }

  private static JsonNode exchangeCall(OpenDoor door, String tool, ObjectNode arguments)
      throws Exception {
    ObjectNode params = json().put("name", tool);
    params.set("arguments", arguments);
    return door.result("tools/call", params);
  }

  private static byte[] read(OpenDoor door, String uri) throws Exception {
    JsonNode contents = door.result("resources/read", json().put("uri", uri)).at("/contents/0");
    return contents.has("blob")
        ? Base64.getDecoder().decode(contents.get("blob").stringValue())
        : contents.get("text").stringValue().getBytes(UTF_8);
  }

  private static JsonNode children(OpenDoor door, String uri) throws Exception {
    return door.result("resources/directory/read", json().put("uri", uri)).get("resources");
  }

  private static int code(JsonNode error) {
    return error.get("code").intValue();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static ObjectNode json() {
    return JsonMapper.shared().createObjectNode();
  }
}
