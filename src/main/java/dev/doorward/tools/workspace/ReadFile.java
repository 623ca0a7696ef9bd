package dev.doorward.tools.workspace;

import static dev.doorward.service.ObjectSchema.flag;
import static dev.doorward.service.ObjectSchema.object;
import static dev.doorward.service.ObjectSchema.text;
import static dev.doorward.service.ObjectSchema.wholeNumber;

import dev.doorward.caller.Scope;
import dev.doorward.sandbox.FileContent;
import dev.doorward.sandbox.MediaTypes;
import dev.doorward.sandbox.RelativePath;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Effect;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tool `read_file`: a text file or some of its lines, or a binary file whole.
record ReadFile(Workspace workspace) implements Tool {
  private static final Set<Scope> SCOPES = Set.of(Scope.TOOLS_CALL, Scope.RESOURCES_READ);

  private static final McpSchema.Tool DEFINITION =
      McpSchema.Tool.builder(
              "read_file",
              object()
                  .required(
                      "path",
                      text("The file, relative to the workspace, such as docs/notes.md.", 1, 2_048))
                  .optional(
                      "start_line",
                      wholeNumber(
                          "The first line to read, counted from 1; the first of the file if left"
                              + " out.",
                          1))
                  .optional(
                      "end_line",
                      wholeNumber(
                          "The last line to read, included; the last of the file if left out.", 1))
                  .build())
          .title("Read a file")
          .description(
              "Reads a file of the workspace: a text file whole or by lines (at most "
                  + LineRange.MAX_CHARACTERS
                  + " characters at once), any other file as an embedded resource.")
          .outputSchema(
              object()
                  .required("path", text("The file's path."))
                  .required("uri", text("The file's resource URI."))
                  .required("media_type", text("The file's media type."))
                  .required("size_bytes", wholeNumber("The whole file's length in bytes.", 0))
                  .optional("text", text("The lines read; absent when the file is not text."))
                  .optional("start_line", wholeNumber("The first line read.", 1))
                  .optional("end_line", wholeNumber("The last line read.", 0))
                  .optional("total_lines", wholeNumber("How many lines the file has.", 0))
                  .optional(
                      "truncated",
                      flag("Whether lines asked for were left out; read on after end_line."))
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
  public CallToolResult call(Arguments arguments, Call call) throws ToolFailure {
    RelativePath path = Paths.of(arguments.text("path"));
    FileContent content = workspace.read(path, Workspace.MAX_TEXT_BYTES, call::mayRead);
    Optional<String> text = content.text();
    String mediaType = MediaTypes.of(path.name(), text.isPresent());
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("path", path.toString())
            .put("uri", FileUris.of(path))
            .put("media_type", mediaType)
            .put("size_bytes", content.sizeBytes());
    return text.isPresent()
        ? lines(answer, range(text.get(), arguments))
        : blob(answer, path, mediaType, content, arguments);
  }

  private static LineRange range(String text, Arguments arguments) throws ToolFailure {
    long start = arguments.number("start_line", 1);
    long end = arguments.number("end_line", Integer.MAX_VALUE);
    if (end < start) {
      throw new ToolFailure("end_line must not be before start_line.");
    }
    int total = LineRange.countLines(text);
    if (start > Math.max(1, total)) {
      throw new ToolFailure("The file has only " + total + " lines; start_line is beyond them.");
    }
    return LineRange.of(text, start, end);
  }

  private static CallToolResult lines(ObjectNode answer, LineRange range) {
    answer
        .put("text", range.text())
        .put("start_line", range.startLine())
        .put("end_line", range.endLine())
        .put("total_lines", range.totalLines())
        .put("truncated", range.truncated());
    CallToolResult.Builder result = CallToolResult.builder().addTextContent(range.text());
    if (range.truncated()) {
      result.addTextContent(
          "Only lines %d to %d of %d fit; read on with start_line %d."
              .formatted(
                  range.startLine(), range.endLine(), range.totalLines(), range.endLine() + 1));
    }
    return result.structuredContent(answer).isError(false).build();
  }

  private static CallToolResult blob(
      ObjectNode answer,
      RelativePath path,
      String mediaType,
      FileContent content,
      Arguments arguments)
      throws ToolFailure {
    if (arguments.optionalNumber("start_line").isPresent()
        || arguments.optionalNumber("end_line").isPresent()) {
      throw new ToolFailure(
          "The file is not text and has no lines; leave start_line and end_line out.");
    }
    if (content.sizeBytes() > Workspace.MAX_WHOLE_BYTES) {
      throw new ToolFailure(
          "The file is not text and has more than "
              + Workspace.MAX_WHOLE_BYTES
              + " bytes, the most that is sent.");
    }
    BlobResourceContents blob =
        BlobResourceContents.builder(FileUris.of(path), content.base64())
            .mimeType(mediaType)
            .build();
    return CallToolResult.builder()
        .addContent(EmbeddedResource.builder(blob).build())
        .structuredContent(answer)
        .isError(false)
        .build();
  }
}
