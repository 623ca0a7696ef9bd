package dev.doorward.transport.http.auth;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The file with the local issuer's keys: for its owner only, replaced as a whole, changed by one
/// process at a time.
final class KeyFile {
  private static final int BYTE_LIMIT = 256 * 1024;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  // A file lock belongs to the whole process: a second thread asking for it would fail instead of
  // wait.
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path file;
  private final Path lockFile;

  KeyFile(Path folder) {
    this.file = folder.resolve("issuer-keys.json");
    this.lockFile = folder.resolve("issuer-keys.lock");
  }

  Path path() {
    return file;
  }

  /// Runs `work` while no other thread or process is in here for the same folder.
  <T> T locked(Supplier<T> work) {
    THREADS.lock();
    try (FileChannel channel =
            FileChannel.open(
                lockFile,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                ownerOnly());
        FileLock _ = channel.lock()) {
      return work.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      THREADS.unlock();
    }
  }

  /// The keys in the file, private parts included; empty when there is no file.
  Optional<JWKSet> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      requireOwnerOnly();
      byte[] bytes = in.readNBytes(BYTE_LIMIT + 1);
      if (bytes.length > BYTE_LIMIT) {
        throw new KeyRefused(file, "it is too large to be a key file");
      }
      return Optional.of(JWKSet.parse(new String(bytes, StandardCharsets.UTF_8)));
    } catch (ParseException | IllegalArgumentException _) {
      throw new KeyRefused(file, "it is not a set of keys");
    } catch (IOException _) {
      throw new KeyRefused(file, "it cannot be read");
    }
  }

  /// When the file was last replaced; empty when there is none.
  Optional<FileTime> replacedAt() {
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Replaces the file: a reader sees the old keys or the new ones, never a part.
  void write(JWKSet keys) {
    try {
      Path fresh = Files.createTempFile(file.getParent(), "issuer-keys", ".new", ownerOnly());
      try {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
          ByteBuffer bytes = ByteBuffer.wrap(keys.toString(false).getBytes(StandardCharsets.UTF_8));
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireOwnerOnly() throws IOException {
    if (isPosix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new KeyRefused(file, "other users may read or change it (its mode is not 600)");
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    return isPosix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private boolean isPosix() {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
  }
}
