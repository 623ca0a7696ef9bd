package dev.doorward.tools.scan;

import dev.doorward.sandbox.RelativePath;
import dev.doorward.sandbox.Sandbox;
import java.util.function.BiPredicate;

/// What is to be looked through.
///
/// @param sandbox keeps every access inside it
/// @param start the directory or file to begin at
/// @param prefix what stands before its paths in a report; empty, or ending in a slash
/// @param visible whether a path, and whether it is a directory, may be seen at all
public record Tree(
    Sandbox sandbox,
    RelativePath start,
    String prefix,
    BiPredicate<RelativePath, Boolean> visible) {
  /// A whole sandbox of which everything may be seen.
  public static Tree whole(Sandbox sandbox, String prefix) {
    return new Tree(sandbox, RelativePath.TOP, prefix, (_, _) -> true);
  }

  /// How a report calls a path.
  String shown(RelativePath path) {
    String whole = prefix + path;
    return whole.isEmpty() ? "." : whole;
  }
}
