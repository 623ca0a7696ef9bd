package dev.doorward.tools.skills;

import static dev.doorward.service.ObjectSchema.listOf;
import static dev.doorward.service.ObjectSchema.object;
import static dev.doorward.service.ObjectSchema.text;
import static dev.doorward.service.ObjectSchema.wholeNumber;

import dev.doorward.caller.Scope;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Effect;
import dev.doorward.service.Tool;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tool `list_skills`: which skills there are and when to use each.
record ListSkills(SkillLibrary library) implements Tool {
  private static final Set<Scope> SCOPES = Set.of(Scope.TOOLS_CALL, Scope.SKILLS_READ);

  private static final McpSchema.Tool DEFINITION =
      McpSchema.Tool.builder(
              "list_skills",
              object()
                  .optional(
                      "query",
                      text(
                          "Only skills whose path or description contains this text, in any case.",
                          1,
                          200))
                  .build())
          .title("List skills")
          .description(
              "Lists the skills this server offers: instructions for a kind of task, with"
                  + " supporting files. Look here before starting a task that may have an"
                  + " established way, then load one with read_skill.")
          .outputSchema(
              object()
                  .required(
                      "skills",
                      listOf(
                          "The skills, sorted by path.",
                          object()
                              .required("skill", text("The skill's path; pass it to read_skill."))
                              .required(
                                  "description", text("What the skill does and when to use it."))
                              .required("uri", text("The resource URI of its SKILL.md."))
                              .required("files", wholeNumber("How many files it has.", 1))
                              .build()))
                  .build())
          .annotations(
              ToolAnnotations.builder()
                  .readOnlyHint(true)
                  .destructiveHint(false)
                  .idempotentHint(true)
                  .openWorldHint(false)
                  .build())
          .build();

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
  public CallToolResult call(Arguments arguments, Call call) {
    String query = arguments.optionalText("query").orElse("").toLowerCase(Locale.ROOT);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode listed = answer.putArray("skills");
    StringBuilder text = new StringBuilder();
    for (LoadedSkill skill : library.current().skills()) {
      if (call.mayRead(skill.permission()) && matches(skill, query)) {
        listed
            .addObject()
            .put("skill", skill.path())
            .put("description", skill.frontMatter().description())
            .put("uri", skill.published().uri())
            .put("files", skill.files().size());
        text.append("- ")
            .append(skill.path())
            .append(": ")
            .append(skill.frontMatter().description())
            .append('\n');
      }
    }
    String summary = listed.isEmpty() ? "No skill matches." : text.toString().stripTrailing();
    return CallToolResult.builder()
        .addTextContent(summary)
        .structuredContent(answer)
        .isError(false)
        .build();
  }

  private static boolean matches(LoadedSkill skill, String query) {
    return skill.path().contains(query)
        || skill.frontMatter().description().toLowerCase(Locale.ROOT).contains(query);
  }
}
