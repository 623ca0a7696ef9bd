package dev.doorward.tools.workspace;

import static dev.doorward.service.ObjectSchema.choice;
import static dev.doorward.service.ObjectSchema.listOf;
import static dev.doorward.service.ObjectSchema.object;
import static dev.doorward.service.ObjectSchema.text;
import static dev.doorward.service.ObjectSchema.wholeNumber;
import static dev.doorward.service.ObjectSchema.withDefault;

import dev.doorward.caller.Scope;
import dev.doorward.sandbox.Entry;
import dev.doorward.sandbox.Listing;
import dev.doorward.sandbox.RelativePath;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Effect;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The tool `list_directory`: what is in a directory of the workspace, a page at a time.
record ListDirectory(Workspace workspace) implements Tool {
  private static final Set<Scope> SCOPES = Set.of(Scope.TOOLS_CALL, Scope.RESOURCES_READ);

  private static final int PAGE_ENTRIES = 200;

  private static final McpSchema.Tool DEFINITION =
      McpSchema.Tool.builder(
              "list_directory",
              object()
                  .optional(
                      "path",
                      withDefault(
                          text(
                              "The directory, relative to the workspace, such as docs/runbooks.",
                              0,
                              2_048),
                          "."))
                  .optional(
                      "cursor",
                      text("The next_cursor of the page before, to get the next one.", 1, 255))
                  .build())
          .title("List a directory")
          .description(
              "Lists the files and directories in one directory of the workspace, sorted by name, "
                  + PAGE_ENTRIES
                  + " at a time. Does not look into subdirectories.")
          .outputSchema(
              object()
                  .required("path", text("The directory; empty for the workspace itself."))
                  .required("entries", listOf("What is in it, sorted by name.", entrySchema()))
                  .optional(
                      "next_cursor",
                      text("Pass it as cursor to get the next page; absent on the last one."))
                  .optional(
                      "unnameable",
                      wholeNumber(
                          "How many more entries have names that cannot be used in a path.", 1))
                  .build())
          .annotations(
              ToolAnnotations.builder()
                  .readOnlyHint(true)
                  .destructiveHint(false)
                  .idempotentHint(true)
                  .openWorldHint(false)
                  .build())
          .build();

  private static Map<String, Object> entrySchema() {
    return object()
        .required("name", text("The entry's name."))
        .required(
            "type",
            choice(
                "What it is; links are not followed.",
                List.of("file", "directory", "link", "other")))
        .required("modified", text("When it was last changed, in UTC (ISO 8601)."))
        .optional("size_bytes", wholeNumber("A file's length in bytes.", 0))
        .optional("uri", text("A file's resource URI."))
        .build();
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
    RelativePath directory = Paths.ofDirectory(arguments.optionalText("path").orElse(""));
    Listing listing = workspace.list(directory, call::mayRead);
    String after = arguments.optionalText("cursor").orElse("");
    // A page begins after a name, so that changes in the directory neither repeat nor skip what
    // stays.
    List<Entry> rest =
        listing.entries().stream().filter(entry -> entry.name().compareTo(after) > 0).toList();
    List<Entry> page = rest.subList(0, Math.min(PAGE_ENTRIES, rest.size()));
    return result(directory, page, page.size() < rest.size(), listing.withheld());
  }

  private static CallToolResult result(
      RelativePath directory, List<Entry> page, boolean more, int withheld) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("path", directory.toString());
    ArrayNode entries = answer.putArray("entries");
    StringBuilder text = new StringBuilder();
    for (Entry entry : page) {
      describe(entries.addObject(), directory, entry);
      text.append(entry.name()).append(entry.kind() == Entry.Kind.DIRECTORY ? "/\n" : "\n");
    }
    if (more) {
      answer.put("next_cursor", page.getLast().name());
      text.append("There is more: call again with cursor \"")
          .append(page.getLast().name())
          .append("\".\n");
    }
    if (withheld > 0) {
      answer.put("unnameable", withheld);
    }
    String summary = page.isEmpty() ? "Nothing is here." : text.toString().stripTrailing();
    return CallToolResult.builder()
        .addTextContent(summary)
        .structuredContent(answer)
        .isError(false)
        .build();
  }

  private static void describe(ObjectNode node, RelativePath directory, Entry entry) {
    node.put("name", entry.name());
    node.put("type", entry.kind().name().toLowerCase(Locale.ROOT));
    node.put("modified", entry.modified().toString());
    if (entry.kind() == Entry.Kind.FILE) {
      node.put("size_bytes", entry.sizeBytes());
      node.put("uri", FileUris.of(directory.child(entry.name())));
    }
  }
}
