package dev.doorward.tools.workspace;

import io.micronaut.core.annotation.Introspected;
import java.nio.file.Path;
import java.util.Optional;

/// Which directory is shown, read-only.
///
/// @param path the directory; without one the family brings nothing
@Introspected
public record WorkspaceSettings(Optional<Path> path) {
  /// No workspace.
  public static final WorkspaceSettings DEFAULTS = new WorkspaceSettings(Optional.empty());
}
