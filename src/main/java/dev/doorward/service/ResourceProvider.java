package dev.doorward.service;

import dev.doorward.caller.Caller;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import java.util.List;
import java.util.Optional;

/// A family's resources. The gateway filters every list and every read by `resources:read:<uri>`.
public interface ResourceProvider {
  /// The URI schemes it answers for, lower case, without colon.
  List<String> schemes();

  /// All resources worth listing, in a stable order, bounded by the family.
  List<Resource> list(Caller caller);

  /// Templates for those that are not listed one by one.
  default List<ResourceTemplate> templates() {
    return List.of();
  }

  /// The permission that reading a URI needs; skills answer with `skills:read:<path>`.
  default String permission(String uri) {
    return "resources:read:" + uri;
  }

  /// Reads one resource.
  ///
  /// @return empty when there is none under this URI
  /// @throws ToolFailure when it is there but cannot be read, with a text for the caller
  Optional<ReadResourceResult> read(String uri, Call call) throws ToolFailure, InterruptedException;

  /// Whether reading can wait for a file or anything else.
  default boolean blocking() {
    return true;
  }
}
