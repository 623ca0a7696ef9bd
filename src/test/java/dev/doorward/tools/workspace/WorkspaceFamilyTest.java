package dev.doorward.tools.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.doorward.service.Arguments;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import dev.doorward.service.Toolset;
import dev.doorward.tools.OutputCheck;
import dev.doorward.tools.QuietCall;
import dev.doorward.tools.workspace.WorkspaceSettings.HiddenFiles;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest;
import io.modelcontextprotocol.spec.McpSchema.CompleteRequest.CompleteArgument;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceReference;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class WorkspaceFamilyTest {
  private static final QuietCall ONLY_PUBLIC =
      new QuietCall(permission -> permission.startsWith("resources:read:file:///public/"));

  @TempDir private Path folder;
  private Path root;
  private Toolset toolset;

  @BeforeEach
  void openWorkspace() throws IOException {
    root = Files.createDirectories(folder.resolve("ws"));
    Files.createDirectories(root.resolve("public/deep"));
    Files.writeString(root.resolve("notes.md"), "one\ntwo\nthree\n");
    Files.writeString(root.resolve("public/a.csv"), "x,y\n");
    Files.write(root.resolve("logo.png"), new byte[] {(byte) 0x89, 'P', 0});
    Files.writeString(root.resolve(".env"), "SECRET=1");
    Files.writeString(folder.resolve("outside.txt"), "secret");
    Files.createSymbolicLink(root.resolve("link.txt"), folder.resolve("outside.txt"));
    toolset = WorkspaceFamily.open(root, HiddenFiles.HIDE).toolset();
  }

  @Test
  void doesNotOpenOverNothing() {
    assertThatIOException()
        .isThrownBy(() -> WorkspaceFamily.open(folder.resolve("absent"), HiddenFiles.HIDE));
  }

  @Test
  void listsADirectory() throws Exception {
    JsonNode answer = call("list_directory", Map.of(), QuietCall.ALLOWED);
    assertThat(answer.get("entries"))
        .extracting(
            entry -> entry.get("name").stringValue() + " " + entry.get("type").stringValue())
        .containsExactly("link.txt link", "logo.png file", "notes.md file", "public directory");
    assertThat(answer.get("entries").get(2).get("size_bytes").intValue()).isEqualTo(14);
    assertThat(answer.get("entries").get(2).get("uri").stringValue()).isEqualTo("file:///notes.md");
    for (String top : List.of("", ".", "file:///")) {
      assertThat(call("list_directory", Map.of("path", top), QuietCall.ALLOWED)).isEqualTo(answer);
    }
    assertThat(
            call("list_directory", Map.of("path", "public/deep"), QuietCall.ALLOWED).get("entries"))
        .isEmpty();
  }

  @Test
  void pagesThroughALongDirectory() throws Exception {
    for (int i = 0; i < 450; i++) {
      Files.createFile(root.resolve("public/deep/f%03d".formatted(i)));
    }
    Map<String, Object> arguments = new HashMap<>(Map.of("path", "public/deep"));
    List<String> names = new ArrayList<>();
    JsonNode page;
    do {
      page = call("list_directory", arguments, QuietCall.ALLOWED);
      page.get("entries").forEach(entry -> names.add(entry.get("name").stringValue()));
      arguments.put("cursor", page.path("next_cursor").asString());
    } while (page.has("next_cursor"));
    assertThat(names).hasSize(450).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void readsAFileAndItsLines() throws Exception {
    JsonNode whole = call("read_file", Map.of("path", "notes.md"), QuietCall.ALLOWED);
    assertThat(whole.get("text").stringValue()).isEqualTo("one\ntwo\nthree\n");
    assertThat(whole.get("media_type").stringValue()).isEqualTo("text/markdown");
    assertThat(whole.get("total_lines").intValue()).isEqualTo(3);
    JsonNode some =
        call(
            "read_file",
            Map.of("path", "file:///notes.md", "start_line", 2, "end_line", 2),
            QuietCall.ALLOWED);
    assertThat(some.get("text").stringValue()).isEqualTo("two\n");
  }

  @Test
  void tellsWhenMoreWasAskedForThanFits() throws Exception {
    Files.writeString(root.resolve("long.txt"), "0123456789\n".repeat(50_000));
    CallToolResult result = run("read_file", Map.of("path", "long.txt"), QuietCall.ALLOWED);
    assertThat(result.content()).hasSize(2);
    assertThat(((JsonNode) result.structuredContent()).get("truncated").booleanValue()).isTrue();
  }

  @Test
  void sendsABinaryFileAsABlob() throws Exception {
    CallToolResult result = run("read_file", Map.of("path", "logo.png"), QuietCall.ALLOWED);
    EmbeddedResource embedded = (EmbeddedResource) result.content().getFirst();
    assertThat(embedded.resource())
        .isEqualTo(
            BlobResourceContents.builder("file:///logo.png", "iVAA").mimeType("image/png").build());
    assertThat(failure("read_file", Map.of("path", "logo.png", "start_line", 1)))
        .contains("is not text");
  }

  @Test
  void refusesWithWordsThatHelp() throws IOException {
    assertThat(failure("read_file", Map.of("path", "absent"))).contains("Use list_directory");
    assertThat(failure("read_file", Map.of("path", ".env"))).contains("There is nothing");
    assertThat(failure("read_file", Map.of("path", "public"))).contains("not a file");
    assertThat(failure("read_file", Map.of("path", "link.txt"))).contains("symbolic link");
    assertThat(failure("list_directory", Map.of("path", "notes.md"))).contains("not a directory");
    assertThat(failure("read_file", Map.of("path", "notes.md", "start_line", 4)))
        .contains("only 3 lines");
    assertThat(failure("read_file", Map.of("path", "notes.md", "start_line", 3, "end_line", 2)))
        .contains("before start_line");
    try (var sparse = new RandomAccessFile(root.resolve("big").toFile(), "rw")) {
      sparse.setLength(1L << 30);
    }
    assertThat(failure("read_file", Map.of("path", "big"))).contains("more than 10485760 bytes");
    for (String path :
        List.of(
            "/etc/passwd", "../outside.txt", "public/../../outside.txt", "a\\b", "C:x", "a\0")) {
      assertThat(failure("read_file", Map.of("path", path))).contains("not valid");
      assertThat(failure("list_directory", Map.of("path", path))).contains("not valid");
    }
    for (Tool tool : toolset.tools()) {
      assertThat(failure(tool.definition().name(), Map.of("path", "absent/x")))
          .doesNotContain(root.toString());
    }
  }

  @Test
  void showsOnlyWhatTheCallerMayRead() throws Exception {
    String unknown = failure("read_file", Map.of("path", "absent"));
    assertThat(failure("read_file", Map.of("path", "notes.md"), ONLY_PUBLIC)).isEqualTo(unknown);
    assertThat(failure("list_directory", Map.of(), ONLY_PUBLIC)).isEqualTo(unknown);
    assertThat(call("read_file", Map.of("path", "public/a.csv"), ONLY_PUBLIC).has("text")).isTrue();
    assertThat(call("list_directory", Map.of("path", "public"), ONLY_PUBLIC).get("entries"))
        .hasSize(2);
  }

  @Test
  void servesFilesAsResources() throws Exception {
    var files = toolset.resources().getFirst();
    assertThat(files.list(QuietCall.SOMEBODY))
        .extracting(Resource::uri)
        .containsExactly("file:///logo.png", "file:///notes.md", "file:///public/a.csv");
    assertThat(files.read("file:///public/a.csv", QuietCall.ALLOWED).orElseThrow().contents())
        .containsExactly(
            TextResourceContents.builder("file:///public/a.csv", "x,y\n")
                .mimeType("text/csv")
                .build());
    assertThat(files.read("file:///absent", QuietCall.ALLOWED)).isEmpty();
    assertThat(files.read("file:///.env", QuietCall.ALLOWED)).isEmpty();
    assertThat(files.read("file:///../outside.txt", QuietCall.ALLOWED)).isEmpty();
    assertThatExceptionOfType(ToolFailure.class)
        .isThrownBy(() -> files.read("file:///link.txt", QuietCall.ALLOWED));
    assertThat(files.permission("file:///p%75blic/a.csv"))
        .isEqualTo("resources:read:file:///public/a.csv");
  }

  @Test
  void showsHiddenFilesOnlyWhenToldTo() throws Exception {
    toolset = WorkspaceFamily.open(root, HiddenFiles.SHOW).toolset();
    assertThat(call("read_file", Map.of("path", ".env"), QuietCall.ALLOWED).has("text")).isTrue();
  }

  @Test
  void suggestsPaths() {
    assertThat(suggestions("", QuietCall.ALLOWED))
        .containsExactly("logo.png", "notes.md", "public/");
    assertThat(suggestions("n", QuietCall.ALLOWED)).containsExactly("notes.md");
    assertThat(suggestions("public/", QuietCall.ALLOWED))
        .containsExactly("public/a.csv", "public/deep/");
    assertThat(suggestions("public/", ONLY_PUBLIC)).hasSize(2);
    assertThat(suggestions("", ONLY_PUBLIC)).isEmpty();
    assertThat(suggestions("../", QuietCall.ALLOWED)).isEmpty();
    assertThat(suggestions("absent/x", QuietCall.ALLOWED)).isEmpty();
    var other =
        CompleteRequest.builder(new PromptReference("pdf"), new CompleteArgument("path", ""))
            .build();
    assertThat(toolset.completions().getFirst().complete(other, QuietCall.SOMEBODY, _ -> true))
        .isEmpty();
  }

  private List<String> suggestions(String typed, QuietCall call) {
    var request =
        CompleteRequest.builder(
                new ResourceReference("file:///{+path}"), new CompleteArgument("path", typed))
            .build();
    return toolset
        .completions()
        .getFirst()
        .complete(request, QuietCall.SOMEBODY, call::mayRead)
        .orElseThrow()
        .values();
  }

  private String failure(String tool, Map<String, Object> arguments) {
    return failure(tool, arguments, QuietCall.ALLOWED);
  }

  private String failure(String tool, Map<String, Object> arguments, QuietCall call) {
    return assertThatExceptionOfType(ToolFailure.class)
        .isThrownBy(() -> run(tool, arguments, call))
        .actual()
        .externalText();
  }

  private JsonNode call(String tool, Map<String, Object> arguments, QuietCall call)
      throws Exception {
    return (JsonNode) run(tool, arguments, call).structuredContent();
  }

  private CallToolResult run(String name, Map<String, Object> arguments, QuietCall call)
      throws Exception {
    Tool tool =
        toolset.tools().stream()
            .filter(each -> each.definition().name().equals(name))
            .findFirst()
            .orElseThrow();
    var json = JsonNodeFactory.instance.objectNode();
    arguments.forEach(
        (key, value) -> {
          if (value instanceof Integer number) {
            json.put(key, number);
          } else {
            json.put(key, value.toString());
          }
        });
    CallToolResult result = tool.call(new Arguments(json), call);
    OutputCheck.checked(tool, result);
    return result;
  }
}
