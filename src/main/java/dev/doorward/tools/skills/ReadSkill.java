package dev.doorward.tools.skills;

import static dev.doorward.service.ObjectSchema.listOf;
import static dev.doorward.service.ObjectSchema.object;
import static dev.doorward.service.ObjectSchema.text;
import static dev.doorward.service.ObjectSchema.wholeNumber;
import static dev.doorward.service.ObjectSchema.withDefault;

import dev.doorward.caller.Scope;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Effect;
import dev.doorward.service.ObjectSchema;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tool `read_skill`: a skill's instructions, or one of its supporting files.
record ReadSkill(SkillLibrary library) implements Tool {
  private static final Set<Scope> SCOPES = Set.of(Scope.TOOLS_CALL, Scope.SKILLS_READ);

  private static final McpSchema.Tool DEFINITION =
      McpSchema.Tool.builder(
              "read_skill",
              object()
                  .required(
                      "skill",
                      text(
                          "The skill's path as list_skills shows it, or the URI of its SKILL.md.",
                          1,
                          2_048))
                  .optional(
                      "file",
                      withDefault(
                          text(
                              "A file of the skill, relative to its SKILL.md, such as"
                                  + " references/guide.md.",
                              1,
                              1_024),
                          LoadedSkill.MAIN_FILE))
                  .build())
          .title("Read a skill")
          .description(
              "Reads a skill's instructions (SKILL.md) and names its supporting files; with `file`,"
                  + " reads one of those. Follow relative references in the instructions by passing"
                  + " them as `file`.")
          .outputSchema(
              described()
                  .optional(
                      "text",
                      text(
                          "The file's content, when it is text; a binary file comes as an embedded"
                              + " resource."))
                  .optional(
                      "files",
                      listOf("The skill's files, sent with its SKILL.md.", fileSchema().build()))
                  .build())
          .annotations(
              ToolAnnotations.builder()
                  .readOnlyHint(true)
                  .destructiveHint(false)
                  .idempotentHint(true)
                  .openWorldHint(false)
                  .build())
          .build();

  private static ObjectSchema described() {
    return fileSchema().required("skill", text("The skill's path."));
  }

  private static ObjectSchema fileSchema() {
    return object()
        .required("file", text("The file's path inside the skill."))
        .required("uri", text("The file's resource URI."))
        .required("media_type", text("The file's media type."))
        .required("size_bytes", wholeNumber("The file's length in bytes.", 0));
  }

  @Override
  public McpSchema.Tool definition() {
    return DEFINITION;
  }

  @Override
  public Effect effect() {
    return Effect.READS;
  }

  @Override
  public Set<Scope> scopes() {
    return SCOPES;
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public CallToolResult call(Arguments arguments, Call call) throws ToolFailure {
    SkillSet skills = library.current();
    String wanted = arguments.text("skill");
    LoadedSkill skill =
        skills
            .atPath(wanted)
            .or(() -> skills.atUri(wanted))
            .filter(each -> call.mayRead(each.permission()))
            .orElseThrow(
                () ->
                    new ToolFailure(
                        "There is no such skill. Use list_skills to see the skills there are."));
    String path = arguments.optionalText("file").orElse(LoadedSkill.MAIN_FILE);
    SkillFile file = skill.files().get(path);
    if (file == null || !mayRead(skills, file, call)) {
      throw new ToolFailure(
          "The skill has no such file. Read the skill without `file` to see the files it has.");
    }
    return result(skill, path, file);
  }

  /// A file may belong to a nested skill, which is granted on its own.
  private static boolean mayRead(SkillSet skills, SkillFile file, Call call) {
    return skills.pathOf(file.uri()).map(LoadedSkill::permission).filter(call::mayRead).isPresent();
  }

  private static CallToolResult result(LoadedSkill skill, String path, SkillFile file) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    describe(answer, path, file).put("skill", skill.path());
    CallToolResult.Builder result = CallToolResult.builder().isError(false);
    Optional<String> text = file.content().text();
    if (text.isPresent()) {
      answer.put("text", text.get());
      result.addTextContent(text.get());
    } else {
      result.addContent(EmbeddedResource.builder(file.contents()).build());
    }
    if (path.equals(LoadedSkill.MAIN_FILE)) {
      ArrayNode files = answer.putArray("files");
      skill.files().forEach((each, content) -> describe(files.addObject(), each, content));
    }
    return result.structuredContent(answer).build();
  }

  private static ObjectNode describe(ObjectNode node, String path, SkillFile file) {
    return node.put("file", path)
        .put("uri", file.uri())
        .put("media_type", file.mediaType())
        .put("size_bytes", file.content().sizeBytes());
  }
}
