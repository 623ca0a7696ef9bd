package dev.doorward.protocol.wire;

import dev.doorward.gateway.Result;
import dev.doorward.service.Skill;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes what the gateway brings back, without what an era adds to it (`resultType`, `_meta`,
/// caching hints).
public final class Results {
  private final PerTool<Encoded> tools =
      new PerTool<>(tool -> Encoded.object(out -> Vocabulary.tool(out, tool)));

  /// Writes the fields of a result except `_meta`. [Result.Described] and [Result.Watching] have a
  /// form of their own in each era and none here.
  public void write(JsonOut out, Result result) {
    switch (result) {
      case Result.Page<?> page -> page(out, page);
      case Result.Called(McpSchema.CallToolResult called) -> called(out, called);
      case Result.Read(McpSchema.ReadResourceResult read) ->
          out.objects("contents", read.contents(), Vocabulary::contents);
      case Result.Prompted(McpSchema.GetPromptResult prompted) -> {
        out.text("description", prompted.description());
        out.objects("messages", prompted.messages(), Vocabulary::promptMessage);
      }
      case Result.Completions(McpSchema.CompleteResult.CompleteCompletion completion) ->
          out.objectField(
              "completion",
              fields -> {
                fields.texts("values", completion.values());
                fields.number("total", completion.total());
                fields.flag("hasMore", completion.hasMore());
              });
      case Result.SkillEntry(Skill skill) ->
          out.objectField("skill", fields -> Vocabulary.skill(fields, skill));
      case Result.Described _, Result.Watching _, Result.Done _ -> {}
    }
  }

  /// The `_meta` that the work itself gave to its result; null when it gave none.
  public static @Nullable Map<String, Object> meta(Result result) {
    return switch (result) {
      case Result.Called(McpSchema.CallToolResult called) -> called.meta();
      case Result.Read(McpSchema.ReadResourceResult read) -> read.meta();
      case Result.Prompted(McpSchema.GetPromptResult prompted) -> prompted.meta();
      case Result.Page<?> _,
          Result.Completions _,
          Result.SkillEntry _,
          Result.Described _,
          Result.Watching _,
          Result.Done _ ->
          null;
    };
  }

  private static void called(JsonOut out, McpSchema.CallToolResult result) {
    List<McpSchema.Content> content = result.content();
    out.objects("content", content == null ? List.of() : content, Vocabulary::content);
    out.value("structuredContent", result.structuredContent());
    if (Boolean.TRUE.equals(result.isError())) {
      out.flag("isError", true);
    }
  }

  private void page(JsonOut out, Result.Page<?> page) {
    switch (page.kind()) {
      case TOOLS -> out.encoded("tools", encoded(page.items()));
      case RESOURCES, DIRECTORY ->
          out.objects(
              "resources",
              page.items(),
              (fields, item) -> Vocabulary.resource(fields, (McpSchema.Resource) item));
      case TEMPLATES ->
          out.objects(
              "resourceTemplates",
              page.items(),
              (fields, item) -> Vocabulary.template(fields, (McpSchema.ResourceTemplate) item));
      case PROMPTS ->
          out.objects(
              "prompts",
              page.items(),
              (fields, item) -> Vocabulary.prompt(fields, (McpSchema.Prompt) item));
      case SKILLS ->
          out.objects(
              "skills", page.items(), (fields, item) -> Vocabulary.skill(fields, (Skill) item));
    }
    page.next().ifPresent(cursor -> out.text("nextCursor", cursor));
  }

  private List<Encoded> encoded(List<?> definitions) {
    List<Encoded> encoded = new ArrayList<>(definitions.size());
    for (Object definition : definitions) {
      encoded.add(tools.of((McpSchema.Tool) definition));
    }
    return encoded;
  }
}
