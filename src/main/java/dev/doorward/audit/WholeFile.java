package dev.doorward.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// An audit file and, behind it, those of its lines that are still in the journal beside it: the
/// process is running, or it was killed and nothing has gone on with the file since.
final class WholeFile extends InputStream {
  private final Path file;
  private InputStream in;
  private long read;
  private boolean behind;

  private WholeFile(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  static WholeFile open(Path file) throws IOException {
    return new WholeFile(file, new BufferedInputStream(Files.newInputStream(file)));
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    if (next < 0 && !behind) {
      behind = true;
      in.close();
      in = new ByteArrayInputStream(Journal.left(AuditFiles.journalOf(file)).missingFrom(read));
      next = in.read();
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
