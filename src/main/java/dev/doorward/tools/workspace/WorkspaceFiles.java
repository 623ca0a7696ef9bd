package dev.doorward.tools.workspace;

import dev.doorward.caller.Caller;
import dev.doorward.sandbox.Entry;
import dev.doorward.sandbox.FileContent;
import dev.doorward.sandbox.Listing;
import dev.doorward.sandbox.MediaTypes;
import dev.doorward.sandbox.RelativePath;
import dev.doorward.service.Call;
import dev.doorward.service.ResourceProvider;
import dev.doorward.service.ToolFailure;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The workspace's files as `file:///` resources. The list stops after a thousand; the template
/// reaches the rest.
record WorkspaceFiles(Workspace workspace) implements ResourceProvider {
  static final String TEMPLATE = "file:///{+path}";

  private static final int MAX_LISTED = 1_000;
  private static final int MAX_DIRECTORIES = 1_000;

  @Override
  public List<String> schemes() {
    return List.of(FileUris.SCHEME);
  }

  @Override
  public List<Resource> list(Caller caller) {
    List<Resource> found = new ArrayList<>();
    Deque<RelativePath> open = new ArrayDeque<>(List.of(RelativePath.TOP));
    // Breadth first, so that what is left out of a large workspace lies deep.
    for (int visited = 0; !open.isEmpty() && visited < MAX_DIRECTORIES; visited++) {
      RelativePath directory = open.removeFirst();
      List<Entry> entries =
          workspace.glance(directory, _ -> true).granted().map(Listing::entries).orElse(List.of());
      for (Entry entry : entries) {
        RelativePath path = directory.child(entry.name());
        if (entry.kind() == Entry.Kind.DIRECTORY) {
          open.addLast(path);
        } else if (entry.kind() == Entry.Kind.FILE && found.size() < MAX_LISTED) {
          found.add(resource(path, entry));
        }
      }
    }
    found.sort(Comparator.comparing(Resource::uri));
    return List.copyOf(found);
  }

  @Override
  public List<ResourceTemplate> templates() {
    return List.of(
        ResourceTemplate.builder(TEMPLATE, "workspace-file")
            .title("A file of the workspace")
            .description("Any file of the workspace by its path, such as docs/notes.md.")
            .build());
  }

  /// One file has one permission however its URI is escaped.
  @Override
  public String permission(String uri) {
    return FileUris.parse(uri)
        .map(Workspace::filePermission)
        .orElseGet(() -> ResourceProvider.super.permission(uri));
  }

  @Override
  public Optional<ReadResourceResult> read(String uri, Call call) throws ToolFailure {
    Optional<RelativePath> path = FileUris.parse(uri);
    if (path.isEmpty() || !workspace.exists(path.get())) {
      return Optional.empty();
    }
    FileContent content = workspace.read(path.get(), Workspace.MAX_WHOLE_BYTES, call::mayRead);
    return Optional.of(
        ReadResourceResult.builder(List.of(contents(uri, path.get(), content))).build());
  }

  private static ResourceContents contents(String uri, RelativePath path, FileContent content) {
    Optional<String> text = content.text();
    String mediaType = MediaTypes.of(path.name(), text.isPresent());
    return text.isPresent()
        ? TextResourceContents.builder(uri, text.get()).mimeType(mediaType).build()
        : BlobResourceContents.builder(uri, content.base64()).mimeType(mediaType).build();
  }

  private static Resource resource(RelativePath path, Entry entry) {
    Resource.Builder resource =
        Resource.builder(FileUris.of(path), path.toString()).size(entry.sizeBytes());
    MediaTypes.byName(entry.name()).ifPresent(resource::mimeType);
    return resource.build();
  }
}
