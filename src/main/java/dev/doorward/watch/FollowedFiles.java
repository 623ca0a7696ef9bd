package dev.doorward.watch;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Tells when any of some files has changed and come to rest: a file that is being written while it
/// is looked at is left for the next look, so that half of it is never taken for all.
///
/// Not for several threads at once.
public final class FollowedFiles {
  // No file has a negative size.
  private static final Optional<FileStamp> NEVER_SEEN =
      Optional.of(new FileStamp(Path.of(""), "", FileTime.fromMillis(0), -1));

  private final Map<Path, Optional<FileStamp>> taken = new HashMap<>();
  private Map<Path, Optional<FileStamp>> last = Map.of();

  /// Follows a file from a state that was stamped before it was read.
  public void follow(Path file, Optional<FileStamp> stamp) {
    taken.put(file, stamp);
  }

  /// Follows these files and no others. The state of one that is new here counts as changed, as it
  /// may have been read before anybody looked.
  ///
  /// @return whether any is new
  public boolean followOnly(Collection<Path> files) {
    taken.keySet().retainAll(files);
    boolean grown = !taken.keySet().containsAll(files);
    files.forEach(file -> taken.putIfAbsent(file, NEVER_SEEN));
    return grown;
  }

  /// Looks once.
  ///
  /// @return whether a file differs from the last state that this was said of, and is as it was at
  ///   the look before
  public boolean changed() {
    Map<Path, Optional<FileStamp>> now = new HashMap<>();
    taken.keySet().forEach(file -> now.put(file, FileStamp.of(file)));
    boolean rested = now.equals(last);
    last = now;
    if (!rested || now.equals(taken)) {
      return false;
    }
    taken.putAll(now);
    return true;
  }
}
