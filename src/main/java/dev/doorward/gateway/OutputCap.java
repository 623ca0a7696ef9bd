package dev.doorward.gateway;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Keeps results from growing past what a client should be sent. Counts characters of what the work
/// produced; the JSON around it is not counted.
final class OutputCap {
  private final long most;

  OutputCap(int mostBytes) {
    this.most = mostBytes;
  }

  Outcome applyTo(Outcome outcome) {
    if (outcome instanceof Outcome.Completed completed && sizeOf(completed.result()) > most) {
      return new Outcome.Refused(
          Refusal.of(
              Refusal.Code.OUTPUT_TOO_LARGE,
              "The result is larger than "
                  + most
                  + " bytes. Ask for less, for example a range or a page."));
    }
    return outcome;
  }

  private static long sizeOf(Result result) {
    return switch (result) {
      case Result.Called called -> sizeOfCall(called.result());
      case Result.Read read -> sizeOfContents(read.result().contents());
      case Result.Prompted prompted -> sizeOfPrompt(prompted.result());
      // Pages are bounded by their length, the rest is small by construction.
      case Result.Page<?> ignored -> 0;
      case Result.Described ignored -> 0;
      case Result.Completions ignored -> 0;
      case Result.SkillEntry ignored -> 0;
      case Result.Watching ignored -> 0;
      case Result.Done ignored -> 0;
    };
  }

  private static long sizeOfCall(McpSchema.CallToolResult result) {
    long size = sizeOfValue(result.structuredContent());
    if (result.content() != null) {
      for (McpSchema.Content content : result.content()) {
        size += sizeOfContent(content);
      }
    }
    return size;
  }

  private static long sizeOfPrompt(McpSchema.GetPromptResult result) {
    long size = 0;
    for (McpSchema.PromptMessage message : result.messages()) {
      size += sizeOfContent(message.content());
    }
    return size;
  }

  private static long sizeOfContents(List<McpSchema.ResourceContents> contents) {
    long size = 0;
    for (McpSchema.ResourceContents part : contents) {
      size += sizeOfPart(part);
    }
    return size;
  }

  private static long sizeOfContent(McpSchema.Content content) {
    return switch (content) {
      case McpSchema.TextContent text -> text.text().length();
      case McpSchema.ImageContent image -> image.data().length();
      case McpSchema.AudioContent audio -> audio.data().length();
      case McpSchema.EmbeddedResource embedded -> sizeOfPart(embedded.resource());
      default -> 0;
    };
  }

  private static long sizeOfPart(McpSchema.ResourceContents part) {
    return switch (part) {
      case McpSchema.TextResourceContents text -> text.text().length();
      case McpSchema.BlobResourceContents blob -> blob.blob().length();
      default -> 0;
    };
  }

  private static long sizeOfValue(Object value) {
    return switch (value) {
      case null -> 0;
      case CharSequence text -> text.length();
      case Map<?, ?> map ->
          map.entrySet().stream()
              .mapToLong(e -> sizeOfValue(e.getKey()) + sizeOfValue(e.getValue()))
              .sum();
      case Collection<?> list -> list.stream().mapToLong(OutputCap::sizeOfValue).sum();
      default -> 8;
    };
  }
}
