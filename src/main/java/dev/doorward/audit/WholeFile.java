package dev.doorward.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An audit file and, behind it, those of its lines that are still in the journal beside it: the
/// process is running, or it was killed and nothing has gone on with the file since. A running
/// process may move lines, or go on with another file, while this reads: the end is only believed
/// when nothing of that happened in between.
final class WholeFile extends InputStream {
  private final Path file;
  // Which file of this name was opened; null where files have no such key.
  private final @Nullable Object opened;
  private InputStream in;
  private long read;
  private boolean behind;

  private WholeFile(Path file, @Nullable Object opened, InputStream in) {
    this.file = file;
    this.opened = opened;
    this.in = in;
  }

  static WholeFile open(Path file) throws IOException {
    // Looked at before: a change of files in between then only means that the journal is not used.
    Object key = key(file);
    return new WholeFile(file, key, new BufferedInputStream(Files.newInputStream(file)));
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /// Whether the name is still that of the file which was opened.
  private boolean isCurrent() throws IOException {
    try {
      return Objects.equals(opened, key(file));
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    if (next < 0 && !behind) {
      Journal.Left waiting = Journal.left(AuditFiles.journalOf(file));
      boolean ours = isCurrent();
      // What was in the journal a moment ago may be in the file by now.
      next = in.read();
      if (next < 0) {
        behind = true;
        in.close();
        in = new ByteArrayInputStream(ours ? waiting.missingFrom(read) : new byte[0]);
        next = in.read();
      }
    }
    if (next >= 0) {
      read++;
    }
    return next;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    int next = read();
    if (next < 0) {
      return next;
    }
    into[from] = (byte) next;
    int more = Math.max(0, in.read(into, from + 1, most - 1));
    read += more;
    return 1 + more;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
