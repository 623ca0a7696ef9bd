package dev.doorward.block;

import dev.doorward.watch.FileStamp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// The file with the block list, `blocks.json` in the data folder: written by its owner only,
/// replaced as a whole, changed by one process at a time.
public final class BlockFile {
  private static final int BYTE_LIMIT = 4 * 1024 * 1024;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  // A file lock belongs to the whole process: a second thread asking for it would fail instead of
  // wait.
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path file;
  private final Path lockFile;

  /// @param folder the data folder
  public BlockFile(Path folder) {
    this.file = folder.resolve("blocks.json");
    this.lockFile = folder.resolve("blocks.lock");
  }

  Path path() {
    return file;
  }

  /// The stamp of the file as it lies there; empty when there is none.
  Optional<FileStamp> stamp() {
    return FileStamp.of(file);
  }

  /// The blocks in the file, those that are over included; none when there is no file.
  ///
  /// @throws BlocksRefused when it cannot be used
  public List<Block> read() {
    try (InputStream in = Files.newInputStream(file)) {
      requireOwnersHand();
      byte[] bytes = in.readNBytes(BYTE_LIMIT + 1);
      if (bytes.length > BYTE_LIMIT) {
        throw new BlocksRefused(file, "it is larger than 4 MiB");
      }
      return BlockForm.read(bytes);
    } catch (BlockForm.Malformed malformed) {
      throw new BlocksRefused(file, malformed.problem());
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException _) {
      throw new BlocksRefused(file, "it cannot be read");
    }
  }

  /// Writes a block over the one of the same target, if there is one.
  public void add(Block block, Instant now) {
    change(
        now,
        blocks -> {
          blocks.removeIf(other -> other.target().equals(block.target()));
          blocks.add(block);
          return blocks;
        });
  }

  /// Takes a block out.
  ///
  /// @return whether there was one that had not ended
  public boolean remove(Block.Target target, Instant now) {
    boolean[] found = new boolean[1];
    change(
        now,
        blocks -> {
          found[0] = blocks.removeIf(block -> block.target().equals(target));
          return blocks;
        });
    return found[0];
  }

  private void change(Instant now, UnaryOperator<List<Block>> change) {
    THREADS.lock();
    try (FileChannel channel =
            FileChannel.open(
                lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), owners());
        FileLock _ = channel.lock()) {
      List<Block> blocks = new ArrayList<>(read());
      blocks.removeIf(block -> !now.isBefore(block.until()));
      List<Block> changed = change.apply(blocks);
      if (changed.size() > BlockForm.MOST) {
        throw new BlocksRefused(file, "it would hold more than " + BlockForm.MOST + " blocks");
      }
      write(BlockForm.write(changed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      THREADS.unlock();
    }
  }

  /// Replaces the file: a reader sees the old list or the new one, never a part.
  private void write(byte[] list) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), "blocks", ".new", owners());
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(list);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /// Whoever may write the list may lift a block.
  private void requireOwnersHand() throws IOException {
    if (isPosix()) {
      Set<PosixFilePermission> given = Files.getPosixFilePermissions(file);
      if (given.contains(PosixFilePermission.GROUP_WRITE)
          || given.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new BlocksRefused(file, "other users may change it (its mode should be 600)");
      }
    }
  }

  private FileAttribute<?>[] owners() {
    return isPosix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private boolean isPosix() {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
  }
}
