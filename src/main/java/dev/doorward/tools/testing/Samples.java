package dev.doorward.tools.testing;

import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// What the aids answer with.
final class Samples {
  // A PNG image of one red pixel, and a WAV sound of one sample.
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
  private static final String WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";

  private static final List<String> KINDS =
      List.of("text", "image", "audio", "resource_text", "resource_blob", "resource_link");

  /// Every kind of content, and the word for all of them.
  static final List<String> KINDS_AND_ALL =
      Stream.concat(Stream.of("all"), KINDS.stream()).toList();

  /// Texts by what is special about them, in the order in which they are sent.
  static final Map<String, String> TEXTS = texts();

  private Samples() {}

  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("empty", "");
    texts.put("composed", "\u00E9");
    texts.put("decomposed", "e\u0301");
    texts.put("beyond the basic plane", "\uD834\uDD1E");
    texts.put("joined emoji", "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67");
    texts.put("right to left", "\u05E9\u05DC\u05D5\u05DD");
    texts.put("direction overridden", "a\u202Eb\u202C");
    texts.put("line separators", "a\u2028b\u2029c\r\nd");
    texts.put("invisible", "a\u200B\uFEFFb");
    texts.put("controls", "\u0001\u001B[31m\t\u007F");
    texts.put("noncharacter", "\uFFFE\uFFFD");
    texts.put("looks like markup", "</script><!-- & \"'\\");
    return texts;
  }

  static void measure(ObjectNode into, String name, String text) {
    into.put("name", name)
        .put("text", text)
        .put("code_points", text.codePointCount(0, text.length()))
        .put("utf16_units", text.length())
        .put("utf8_bytes", text.getBytes(StandardCharsets.UTF_8).length);
  }

  static List<Content> of(String kind) {
    return kind.equals("all") ? KINDS.stream().map(Samples::one).toList() : List.of(one(kind));
  }

  private static Content one(String kind) {
    return switch (kind) {
      case "image" -> ImageContent.builder(PNG, "image/png").build();
      case "audio" -> AudioContent.builder(WAV, "audio/wav").build();
      case "resource_text" ->
          EmbeddedResource.builder(
                  TextResourceContents.builder("testing://sample.txt", "an embedded text")
                      .mimeType("text/plain")
                      .build())
              .build();
      case "resource_blob" ->
          EmbeddedResource.builder(
                  BlobResourceContents.builder("testing://sample.png", PNG)
                      .mimeType("image/png")
                      .build())
              .build();
      case "resource_link" ->
          ResourceLink.builder()
              .uri("testing://sample.txt")
              .name("sample.txt")
              .mimeType("text/plain")
              .build();
      default -> TextContent.builder("a plain text").build();
    };
  }
}
