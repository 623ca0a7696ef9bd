package dev.doorward.tools.conformance;

import dev.doorward.caller.Caller;
import dev.doorward.service.Call;
import dev.doorward.service.ResourceProvider;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The resources `test://…`: a text, an image, one to subscribe to and a template.
final class FixtureResources implements ResourceProvider {
  private static final String TEXT = "test://static-text";
  private static final String BINARY = "test://static-binary";
  private static final String WATCHED = "test://watched-resource";
  private static final Pattern TEMPLATE = Pattern.compile("test://template/([A-Za-z0-9_-]+)/data");

  @Override
  public List<String> schemes() {
    return List.of("test");
  }

  @Override
  public List<Resource> list(Caller caller) {
    return List.of(
        resource(BINARY, "static-binary", "Static Binary Resource", "image/png"),
        resource(TEXT, "static-text", "Static Text Resource", "text/plain"),
        resource(WATCHED, "watched-resource", "Watched Resource", "text/plain"));
  }

  private static Resource resource(String uri, String name, String title, String mediaType) {
    return Resource.builder(uri, name)
        .title(title)
        .description("A fixture of the referee")
        .mimeType(mediaType)
        .build();
  }

  @Override
  public List<ResourceTemplate> templates() {
    return List.of(
        ResourceTemplate.builder("test://template/{id}/data", "template")
            .title("Resource Template")
            .description("Puts its parameter into its content")
            .mimeType("application/json")
            .build());
  }

  @Override
  public Optional<ReadResourceResult> read(String uri, Call call) {
    return contents(uri).map(found -> ReadResourceResult.builder(List.of(found)).build());
  }

  private static Optional<ResourceContents> contents(String uri) {
    return switch (uri) {
      case TEXT -> text(uri, "text/plain", "This is the content of the static text resource.");
      case WATCHED -> text(uri, "text/plain", "Watched resource content");
      case BINARY ->
          Optional.of(BlobResourceContents.builder(uri, Samples.PNG).mimeType("image/png").build());
      default -> templated(uri);
    };
  }

  private static Optional<ResourceContents> templated(String uri) {
    Matcher match = TEMPLATE.matcher(uri);
    if (!match.matches()) {
      return Optional.empty();
    }
    return text(
        uri,
        "application/json",
        "{\"id\":\"%1$s\",\"templateTest\":true,\"data\":\"Data for ID: %1$s\"}"
            .formatted(match.group(1)));
  }

  private static Optional<ResourceContents> text(String uri, String mediaType, String text) {
    return Optional.of(TextResourceContents.builder(uri, text).mimeType(mediaType).build());
  }

  @Override
  public boolean blocking() {
    return false;
  }
}
