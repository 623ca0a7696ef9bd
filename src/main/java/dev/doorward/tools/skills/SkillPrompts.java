package dev.doorward.tools.skills;

import dev.doorward.service.Call;
import dev.doorward.service.PromptProvider;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One prompt per skill, named by its path, for clients that know prompts and not the skills
/// extension.
record SkillPrompts(SkillLibrary library) implements PromptProvider {
  private static final String TASK = "task";

  @Override
  public List<Prompt> list() {
    List<Prompt> prompts = new ArrayList<>();
    for (LoadedSkill skill : library.current().skills()) {
      prompts.add(prompt(skill));
    }
    return List.copyOf(prompts);
  }

  @Override
  public String permission(String name) {
    return library
        .current()
        .atPath(name)
        .map(LoadedSkill::permission)
        .orElseGet(() -> PromptProvider.super.permission(name));
  }

  @Override
  public Optional<GetPromptResult> get(String name, Map<String, String> arguments, Call call) {
    return library
        .current()
        .atPath(name)
        .map(skill -> filled(skill, arguments.getOrDefault(TASK, "")));
  }

  private static Prompt prompt(LoadedSkill skill) {
    return Prompt.builder(skill.path())
        .title("Skill: " + skill.path())
        .description(skill.frontMatter().description())
        .arguments(
            List.of(
                PromptArgument.builder(TASK)
                    .title("Task")
                    .description("What to do with the skill, in your own words.")
                    .required(false)
                    .build()))
        .build();
  }

  private static GetPromptResult filled(LoadedSkill skill, String task) {
    StringBuilder text = new StringBuilder();
    text.append("Work by the skill `").append(skill.path()).append("` below");
    text.append(task.isBlank() ? "." : " on this task:\n\n" + task.strip());
    if (skill.files().size() > 1) {
      text.append("\n\nIt refers to files of its own; read one with the tool `read_skill`");
      text.append(" or as the resource named here:\n");
      skill
          .files()
          .forEach(
              (path, file) ->
                  text.append("- ").append(path).append(": ").append(file.uri()).append('\n'));
    }
    text.append("\n\n").append(FrontMatter.body(skill.mainText()));
    return GetPromptResult.builder(
            List.of(
                PromptMessage.builder(Role.USER, TextContent.builder(text.toString()).build())
                    .build()))
        .description(skill.frontMatter().description())
        .build();
  }
}
