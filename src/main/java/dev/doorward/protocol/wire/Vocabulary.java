package dev.doorward.protocol.wire;

import dev.doorward.service.Skill;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes the schema records that lists and results are made of, field by field as the schema names
/// them.
final class Vocabulary {
  private Vocabulary() {}

  static void tool(JsonOut out, McpSchema.Tool tool) {
    out.text("name", tool.name());
    out.text("title", tool.title());
    out.text("description", tool.description());
    out.value("inputSchema", tool.inputSchema());
    out.value("outputSchema", tool.outputSchema());
    McpSchema.ToolAnnotations hints = tool.annotations();
    if (hints != null) {
      out.objectField(
          "annotations",
          fields -> {
            fields.text("title", hints.title());
            fields.flag("readOnlyHint", hints.readOnlyHint());
            fields.flag("destructiveHint", hints.destructiveHint());
            fields.flag("idempotentHint", hints.idempotentHint());
            fields.flag("openWorldHint", hints.openWorldHint());
          });
    }
    icons(out, tool.icons());
    out.value("_meta", tool.meta());
  }

  static void resource(JsonOut out, McpSchema.Resource resource) {
    out.text("uri", resource.uri());
    out.text("name", resource.name());
    out.text("title", resource.title());
    out.text("description", resource.description());
    out.text("mimeType", resource.mimeType());
    out.number("size", resource.size());
    annotations(out, resource.annotations());
    icons(out, resource.icons());
    out.value("_meta", resource.meta());
  }

  static void template(JsonOut out, McpSchema.ResourceTemplate template) {
    out.text("uriTemplate", template.uriTemplate());
    out.text("name", template.name());
    out.text("title", template.title());
    out.text("description", template.description());
    out.text("mimeType", template.mimeType());
    annotations(out, template.annotations());
    icons(out, template.icons());
    out.value("_meta", template.meta());
  }

  static void prompt(JsonOut out, McpSchema.Prompt prompt) {
    out.text("name", prompt.name());
    out.text("title", prompt.title());
    out.text("description", prompt.description());
    List<McpSchema.PromptArgument> arguments = prompt.arguments();
    if (arguments != null) {
      out.objects("arguments", arguments, Vocabulary::promptArgument);
    }
    icons(out, prompt.icons());
    out.value("_meta", prompt.meta());
  }

  private static void promptArgument(JsonOut out, McpSchema.PromptArgument argument) {
    out.text("name", argument.name());
    out.text("title", argument.title());
    out.text("description", argument.description());
    out.flag("required", argument.required());
  }

  static void promptMessage(JsonOut out, McpSchema.PromptMessage message) {
    out.text("role", role(message.role()));
    out.objectField("content", fields -> content(fields, message.content()));
  }

  static void skill(JsonOut out, Skill skill) {
    out.text("uri", skill.uri());
    out.node("frontmatter", skill.frontmatter());
    out.objects(
        "resources",
        skill.files(),
        (fields, file) -> {
          fields.text("uri", file.uri());
          fields.text("digest", file.digest());
          fields.number("size", file.size());
        });
  }

  static void contents(JsonOut out, McpSchema.ResourceContents contents) {
    out.text("uri", contents.uri());
    out.text("mimeType", contents.mimeType());
    switch (contents) {
      case McpSchema.TextResourceContents text -> out.text("text", text.text());
      case McpSchema.BlobResourceContents blob -> out.text("blob", blob.blob());
      default ->
          throw new IllegalArgumentException("no JSON form for " + contents.getClass().getName());
    }
    out.value("_meta", contents.meta());
  }

  static void content(JsonOut out, McpSchema.Content content) {
    out.text("type", content.type());
    switch (content) {
      case McpSchema.TextContent text -> {
        out.text("text", text.text());
        annotations(out, text.annotations());
      }
      case McpSchema.ImageContent image -> {
        out.text("data", image.data());
        out.text("mimeType", image.mimeType());
        annotations(out, image.annotations());
      }
      case McpSchema.AudioContent audio -> {
        out.text("data", audio.data());
        out.text("mimeType", audio.mimeType());
        annotations(out, audio.annotations());
      }
      case McpSchema.EmbeddedResource embedded -> {
        out.objectField("resource", fields -> contents(fields, embedded.resource()));
        annotations(out, embedded.annotations());
      }
      case McpSchema.ResourceLink link -> {
        out.text("uri", link.uri());
        out.text("name", link.name());
        out.text("title", link.title());
        out.text("description", link.description());
        out.text("mimeType", link.mimeType());
        out.number("size", link.size());
        annotations(out, link.annotations());
      }
      default ->
          throw new IllegalArgumentException("no JSON form for " + content.getClass().getName());
    }
    out.value("_meta", content.meta());
  }

  static String role(McpSchema.Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static void annotations(JsonOut out, McpSchema.@Nullable Annotations annotations) {
    if (annotations == null) {
      return;
    }
    out.objectField(
        "annotations",
        fields -> {
          List<McpSchema.Role> audience = annotations.audience();
          if (audience != null) {
            fields.texts("audience", audience.stream().map(Vocabulary::role).toList());
          }
          fields.number("priority", annotations.priority());
          fields.text("lastModified", annotations.lastModified());
        });
  }

  private static void icons(JsonOut out, @Nullable List<McpSchema.Icon> icons) {
    if (icons != null) {
      out.objects("icons", icons, Vocabulary::icon);
    }
  }

  private static void icon(JsonOut out, McpSchema.Icon icon) {
    out.text("src", icon.src());
    out.text("mimeType", icon.mimeType());
    out.texts("sizes", icon.sizes());
    out.text("theme", icon.theme());
  }
}
