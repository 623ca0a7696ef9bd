package dev.doorward.tools.scan;

import dev.doorward.sandbox.RelativePath;
import java.util.function.Predicate;

/// Decides what of the workspace a caller may see; the workspace's own decision, handed in.
public interface WorkspaceSight {
  /// Whether the path is there for a caller with these permissions.
  boolean shows(RelativePath path, boolean directory, Predicate<String> mayRead);
}
