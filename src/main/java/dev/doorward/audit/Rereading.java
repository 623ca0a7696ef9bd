package dev.doorward.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads audit files that a running server may change meanwhile: what is found wrong while it
/// finished, began or removed a file is looked at again, as the files are then.
public final class Rereading {
  private static final int MOST = 5;

  /// One name, and which file it was then; no key where files have none.
  private record Seen(Path file, Optional<Object> key) {}

  private Rereading() {}

  /// Reads all the files, again while they change and something is wrong.
  ///
  /// @param files lists them as they are now
  /// @throws IOException when one cannot be read
  public static Verification verify(AuditKey key, List<Head> anchors, Supplier<List<Path>> files)
      throws IOException {
    for (int reading = 1; ; reading++) {
      List<Path> now = files.get();
      List<Seen> before = seen(now);
      try {
        Verification found = new Verifier(key, anchors).verify(now);
        if (found.whole() || reading == MOST || seen(files.get()).equals(before)) {
          return found;
        }
      } catch (IOException gone) {
        if (reading == MOST || seen(files.get()).equals(before)) {
          throw gone;
        }
      }
    }
  }

  private static List<Seen> seen(List<Path> files) {
    return files.stream().map(file -> new Seen(file, key(file))).toList();
  }

  private static Optional<Object> key(Path file) {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
