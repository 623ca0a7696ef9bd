package dev.doorward.tools.skills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.doorward.service.Arguments;
import dev.doorward.service.Change;
import dev.doorward.service.Changes;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import dev.doorward.service.Toolset;
import dev.doorward.tools.OutputCheck;
import dev.doorward.tools.QuietCall;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class SkillToolsTest {
  private static final QuietCall ONLY_OUTER = new QuietCall("skills:read:outer"::equals);

  @TempDir private Path root;
  private final List<Change> heard = new ArrayList<>();
  private SkillsFamily family;
  private Toolset toolset;

  @BeforeEach
  void makeFamily() throws IOException {
    new SkillTree(root)
        .skill("outer")
        .skill("outer/inner")
        .skill("pdf")
        .file("pdf/a.bin", new byte[] {0, 1})
        .file("pdf/references/guide.md", "# Guide");
    Changes changes = new Changes();
    changes.listen(heard::add);
    family = new SkillsFamily(SkillTree.settings(root), changes);
    toolset = family.toolset();
  }

  @Test
  void listsWhatTheCallerMaySee() throws Exception {
    assertThat(call("list_skills", Map.of(), QuietCall.ALLOWED).get("skills"))
        .extracting(skill -> skill.get("skill").stringValue())
        .containsExactly("outer", "outer/inner", "pdf");
    assertThat(call("list_skills", Map.of(), ONLY_OUTER).get("skills")).hasSize(1);
    assertThat(call("list_skills", Map.of("query", "DOES PDF"), QuietCall.ALLOWED).get("skills"))
        .hasSize(1);
    assertThat(call("list_skills", Map.of("query", "nothing"), QuietCall.ALLOWED).get("skills"))
        .isEmpty();
  }

  @Test
  void readsASkillByPathOrUri() throws Exception {
    for (String name : List.of("pdf", "skill://pdf/SKILL.md")) {
      JsonNode answer = call("read_skill", Map.of("skill", name), QuietCall.ALLOWED);
      assertThat(answer.get("text").stringValue()).isEqualTo(SkillTree.main("pdf"));
      assertThat(answer.get("files"))
          .extracting(file -> file.get("file").stringValue())
          .containsExactly("SKILL.md", "a.bin", "references/guide.md");
    }
  }

  @Test
  void readsSupportingFiles() throws Exception {
    JsonNode guide =
        call(
            "read_skill", Map.of("skill", "pdf", "file", "references/guide.md"), QuietCall.ALLOWED);
    assertThat(guide.get("text").stringValue()).isEqualTo("# Guide");
    assertThat(guide.has("files")).isFalse();
    CallToolResult binary =
        run("read_skill", Map.of("skill", "pdf", "file", "a.bin"), QuietCall.ALLOWED);
    assertThat(binary.content().getFirst()).isInstanceOf(EmbeddedResource.class);
  }

  @Test
  void answersUnknownAndHiddenAlike() {
    String unknown = failure(Map.of("skill", "absent"), QuietCall.ALLOWED);
    assertThat(failure(Map.of("skill", "pdf"), ONLY_OUTER)).isEqualTo(unknown);
    String noFile = failure(Map.of("skill", "outer", "file", "absent.md"), QuietCall.ALLOWED);
    assertThat(failure(Map.of("skill", "outer", "file", "inner/SKILL.md"), ONLY_OUTER))
        .isEqualTo(noFile);
    assertThat(failure(Map.of("skill", "pdf", "file", "../outer/SKILL.md"), QuietCall.ALLOWED))
        .isEqualTo(noFile);
  }

  @Test
  void offersAPromptPerSkill() throws Exception {
    var prompts = toolset.prompts().getFirst();
    assertThat(prompts.list())
        .extracting(Prompt::name)
        .containsExactly("outer", "outer/inner", "pdf");
    assertThat(prompts.permission("pdf")).isEqualTo("skills:read:pdf");
    var filled = prompts.get("pdf", Map.of("task", "Merge a and b."), QuietCall.ALLOWED);
    String text = ((TextContent) filled.orElseThrow().messages().getFirst().content()).text();
    assertThat(text)
        .contains("Merge a and b.", "# pdf", "skill://pdf/references/guide.md")
        .doesNotContain("description:");
    assertThat(prompts.get("absent", Map.of(), QuietCall.ALLOWED)).isEmpty();
  }

  @Test
  void servesFilesAsResourcesUnderTheSkillsPermission() throws Exception {
    var resources = toolset.resources().getFirst();
    assertThat(resources.list(QuietCall.SOMEBODY))
        .extracting(Resource::uri)
        .contains("skill://pdf/SKILL.md", "skill://pdf/a.bin")
        .isSorted();
    assertThat(resources.list(QuietCall.SOMEBODY))
        .filteredOn(each -> each.uri().equals("skill://pdf/SKILL.md"))
        .extracting(Resource::name, Resource::description)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("pdf", "Does pdf. Use for pdf."));
    assertThat(resources.permission("skill://pdf/a.bin")).isEqualTo("skills:read:pdf");
    assertThat(resources.read("skill://pdf/a.bin", QuietCall.ALLOWED)).isPresent();
    for (String uri :
        List.of("skill://pdf", "skill://pdf/../outer/SKILL.md", "SKILL://pdf/a.bin", "skill://x")) {
      assertThat(resources.read(uri, QuietCall.ALLOWED)).isEmpty();
    }
  }

  @Test
  void changesNothingUntilReloadedAsAWhole() throws Exception {
    var entries = toolset.skills().orElseThrow();
    assertThat(entries.list()).hasSize(3);
    new SkillTree(root).skill("new").file("pdf/SKILL.md", "broken");
    assertThat(entries.list()).hasSize(3);
    assertThat(family.load()).isEmpty();
    assertThat(family.reload()).hasSize(1);
    assertThat(entries.get("skill://new/SKILL.md")).isPresent();
    assertThat(entries.get("skill://pdf/SKILL.md")).isEmpty();
    assertThat(heard).containsExactly(new Change.Prompts(), new Change.Resources());
  }

  private JsonNode call(String tool, Map<String, String> arguments, QuietCall call)
      throws Exception {
    return (JsonNode) run(tool, arguments, call).structuredContent();
  }

  private String failure(Map<String, String> arguments, QuietCall call) {
    var thrown =
        assertThatExceptionOfType(ToolFailure.class)
            .isThrownBy(() -> run("read_skill", arguments, call));
    return thrown.actual().externalText();
  }

  private CallToolResult run(String name, Map<String, String> arguments, QuietCall call)
      throws Exception {
    Tool tool =
        toolset.tools().stream()
            .filter(each -> each.definition().name().equals(name))
            .findFirst()
            .orElseThrow();
    var json = JsonNodeFactory.instance.objectNode();
    arguments.forEach(json::put);
    CallToolResult result = tool.call(new Arguments(json), call);
    OutputCheck.checked(tool, result);
    return result;
  }
}
