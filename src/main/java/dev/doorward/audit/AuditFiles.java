package dev.doorward.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The files of one running instance in the data folder, all for their owner only: the one being
/// written, its journal and its checkpoint, and the finished ones.
///
/// The first instance writes `audit.jsonl`; one that runs beside it in the same folder writes
/// `audit.2.jsonl`, and so on, so that each file holds one chain.
final class AuditFiles implements Closeable {
  private static final int MOST_INSTANCES = 256;
  private static final Pattern FINISHED =
      Pattern.compile("audit(?:\\.\\d{1,3})?\\.(\\d{4}-\\d{2}-\\d{2})\\.\\d+\\.jsonl");

  /// Opens a file for appending; tests put a small disk behind it.
  interface Opening {
    WritableByteChannel open(Path file, Set<OpenOption> options) throws IOException;
  }

  private final Path folder;
  private final String name;
  private final FileChannel claim;
  private final Opening opening;
  private @Nullable FileChannel checkpoint;

  private AuditFiles(Path folder, String name, FileChannel claim, Opening opening) {
    this.folder = folder;
    this.name = name;
    this.claim = claim;
    this.opening = opening;
  }

  /// Takes the first name that no running instance has.
  static AuditFiles claim(Path folder, Opening opening) throws IOException {
    for (int instance = 1; instance <= MOST_INSTANCES; instance++) {
      String name = instance == 1 ? "audit" : "audit." + instance;
      FileChannel lock =
          openOwned(
              folder.resolve(name + ".lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      if (locked(lock)) {
        return new AuditFiles(folder, name, lock, opening);
      }
      lock.close();
    }
    throw new IOException("more than " + MOST_INSTANCES + " instances write audit files here");
  }

  // The lock lasts until its channel is closed.
  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /// The file being written.
  Path current() {
    return folder.resolve(name + ".jsonl");
  }

  /// The signed statement of how far the chain came.
  static Path checkpointOf(Path current) {
    return sibling(current, ".head");
  }

  /// The lines that have not reached the file yet.
  static Path journalOf(Path current) {
    return sibling(current, ".journal");
  }

  private static Path sibling(Path current, String ending) {
    return current.resolveSibling(
        String.valueOf(current.getFileName()).replaceFirst("\\.jsonl$", ending));
  }

  /// Opens the file being written, where it left off.
  WritableByteChannel open() throws IOException {
    if (Files.exists(next()) && !Files.exists(current())) {
      // The process ended between the two moves of a change of files.
      Files.move(next(), current());
    }
    Files.deleteIfExists(next());
    return opening.open(
        current(),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
  }

  /// Begins the next file with its first line and gives the one before its final name. When this
  /// fails, everything is as before.
  ///
  /// @param finished what the file so far is called from now on
  WritableByteChannel begin(ByteBuffer firstLine, Path finished) throws IOException {
    Files.deleteIfExists(next());
    WritableByteChannel channel =
        opening.open(
            next(),
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND));
    try {
      while (firstLine.hasRemaining()) {
        channel.write(firstLine);
      }
      Files.move(current(), finished);
      Files.move(next(), current(), StandardCopyOption.ATOMIC_MOVE);
      return channel;
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(next());
      throw e;
    }
  }

  /// The name of a finished file: the day it was finished and the number of its last line.
  Path finished(Instant now, long sequence) {
    return folder.resolve("%s.%s.%012d.jsonl".formatted(name, day(now), sequence));
  }

  /// Moves a file that cannot be continued, the one being written or its journal, out of the way.
  Path setAside(Path file, Instant now) throws IOException {
    String written = String.valueOf(file.getFileName());
    String ending = written.substring(written.lastIndexOf('.'));
    Path aside = folder.resolve("%s.set-aside.%d%s".formatted(name, now.toEpochMilli(), ending));
    Files.move(file, aside);
    return aside;
  }

  /// Replaces the statement of how far the chain came, in place, so that a full disk does not
  /// matter.
  void checkpoint(byte[] signed) throws IOException {
    if (checkpoint == null) {
      checkpoint =
          openOwned(
              checkpointOf(current()), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }
    ByteBuffer bytes = ByteBuffer.wrap(signed);
    while (bytes.hasRemaining()) {
      checkpoint.write(bytes, bytes.position());
    }
  }

  /// Removes the journal, when nothing is in it. Where a mapped file cannot be removed it stays: an
  /// empty one does no harm.
  void removeJournal() {
    try {
      Files.deleteIfExists(journalOf(current()));
    } catch (IOException _) {
      // It stays.
    }
  }

  /// Removes finished files of every instance whose day is before this moment.
  ///
  /// @return the names of those removed
  List<String> removeBefore(Instant moment) throws IOException {
    LocalDate first = day(moment);
    List<String> removed = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "audit.*.jsonl")) {
      for (Path file : files) {
        if (isBefore(first, String.valueOf(file.getFileName())) && Files.deleteIfExists(file)) {
          removed.add(String.valueOf(file.getFileName()));
        }
      }
    }
    return removed;
  }

  private static boolean isBefore(LocalDate first, String file) {
    Matcher finished = FINISHED.matcher(file);
    try {
      return finished.matches() && LocalDate.parse(finished.group(1)).isBefore(first);
    } catch (DateTimeParseException _) {
      return false;
    }
  }

  /// Opens a file that, when it is made, only its owner may read.
  static FileChannel openOwned(Path file, Set<? extends OpenOption> options) throws IOException {
    FileAttribute<?>[] owned =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return FileChannel.open(file, options, owned);
  }

  private Path next() {
    return folder.resolve(name + ".next");
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  @Override
  public void close() throws IOException {
    try (claim) {
      if (checkpoint != null) {
        checkpoint.close();
      }
    }
  }
}
