package dev.doorward.tools.workspace;

import dev.doorward.sandbox.RelativePath;
import dev.doorward.sandbox.Sandbox;
import dev.doorward.service.Toolset;
import dev.doorward.tools.workspace.WorkspaceSettings.HiddenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The workspace family as the composition sees it.
public final class WorkspaceFamily {
  /// The name this family is enabled and disabled by.
  public static final String NAME = "workspace";

  private final Workspace workspace;

  private WorkspaceFamily(Workspace workspace) {
    this.workspace = workspace;
  }

  /// Opens a directory as the workspace, or fails so that the start can fail.
  public static WorkspaceFamily open(Path directory, HiddenFiles hiddenFiles) throws IOException {
    return new WorkspaceFamily(
        new Workspace(Sandbox.open(directory), hiddenFiles == HiddenFiles.SHOW));
  }

  /// Whether a directory swapped during a read cannot redirect it on this platform; when not, the
  /// start says so.
  public boolean raceFree() {
    return workspace.sandbox().raceFree();
  }

  /// What keeps every access inside the directory, for another family that reads it.
  public Sandbox sandbox() {
    return workspace.sandbox();
  }

  /// Whether the path is there for a caller with these permissions, by the rule that guards lists
  /// and reads.
  public boolean shows(RelativePath path, boolean directory, Predicate<String> mayRead) {
    return workspace.shows(path, directory, mayRead);
  }

  /// What the family brings to the catalog.
  public Toolset toolset() {
    return new Toolset(
        NAME,
        List.of(new ListDirectory(workspace), new ReadFile(workspace)),
        List.of(new WorkspaceFiles(workspace)),
        List.of(),
        List.of(new PathCompletion(workspace)),
        Optional.empty());
  }
}
