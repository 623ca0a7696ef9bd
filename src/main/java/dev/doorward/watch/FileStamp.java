package dev.doorward.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/// What tells one state of a file from the next without reading it. Links are followed, so that
/// Kubernetes' swap of a link is seen like a rewritten or a replaced file.
///
/// @param real where the links end
/// @param key what the file system calls the file; empty where it has no such thing
/// @param modified when it was last written
/// @param size in bytes
public record FileStamp(Path real, Object key, FileTime modified, long size) {
  /// The stamp of the file that lies there now; empty when there is none that can be looked at.
  public static Optional<FileStamp> of(Path file) {
    try {
      Path real = file.toRealPath();
      BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class);
      Object key = now.fileKey();
      return Optional.of(
          new FileStamp(real, key == null ? "" : key, now.lastModifiedTime(), now.size()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
