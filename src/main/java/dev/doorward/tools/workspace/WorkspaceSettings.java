package dev.doorward.tools.workspace;

import io.micronaut.core.annotation.Introspected;
import java.nio.file.Path;
import java.util.Optional;

/// Which directory is shown, read-only.
///
/// @param path the directory; without one the family brings nothing
/// @param hiddenFiles what becomes of names that begin with a dot, which often hold credentials and
///   version control
@Introspected
public record WorkspaceSettings(Optional<Path> path, HiddenFiles hiddenFiles) {
  /// No workspace.
  public static final WorkspaceSettings DEFAULTS =
      new WorkspaceSettings(Optional.empty(), HiddenFiles.HIDE);

  /// What becomes of names that begin with a dot.
  public enum HiddenFiles {
    /// They are not there for any caller.
    HIDE,
    /// They are like any other.
    SHOW
  }
}
