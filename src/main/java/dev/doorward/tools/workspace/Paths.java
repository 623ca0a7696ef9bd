package dev.doorward.tools.workspace;

import dev.doorward.sandbox.RelativePath;
import dev.doorward.service.ToolFailure;

/// Reads the path argument of a tool.
final class Paths {
  private Paths() {}

  /// A file or directory: relative to the workspace, or its `file:///` URI.
  static RelativePath of(String text) throws ToolFailure {
    return (text.startsWith(FileUris.SCHEME + ":")
            ? FileUris.parse(text)
            : RelativePath.parse(text))
        .orElseThrow(
            () ->
                new ToolFailure(
                    "The path is not valid. Paths are relative to the workspace with single forward"
                        + " slashes and without . or .. parts, such as docs/notes.md."));
  }

  /// The same, where the empty text, a dot and `file:///` mean the workspace itself.
  static RelativePath ofDirectory(String text) throws ToolFailure {
    return text.isEmpty() || text.equals(".") || text.equals(FileUris.TOP)
        ? RelativePath.TOP
        : of(text);
  }
}
