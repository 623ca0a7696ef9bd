package dev.doorward.sandbox;

import dev.doorward.sandbox.Access.Denied;
import dev.doorward.sandbox.Access.Granted;
import dev.doorward.sandbox.Access.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Read-only access to the files below one root, on which no path, link or race can reach anything
/// outside it.
///
/// The root itself may be reached through links, because the operator named it; it is resolved
/// once. A hard link is an ordinary file to every reader, so whoever may create one in the tree
/// decides what it shows.
public final class Sandbox {
  /// Most bytes any read returns.
  public static final long MAX_BYTES = 16L * 1024 * 1024;

  /// Most entries any directory may have to be listed.
  public static final int MAX_ENTRIES = 10_000;

  private final Path root;
  private final boolean raceFree;

  private Sandbox(Path root, boolean raceFree) {
    this.root = root;
    this.raceFree = raceFree;
  }

  /// Opens the sandbox over an existing, readable directory, or fails so that the start can fail.
  public static Sandbox open(Path root) throws IOException {
    Path real = root.toRealPath();
    if (!Files.isDirectory(real)) {
      throw new NotDirectoryException(root.toString());
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(real)) {
      return new Sandbox(real, stream instanceof SecureDirectoryStream<Path>);
    }
  }

  /// The resolved root, for messages to the operator only.
  public Path root() {
    return root;
  }

  /// Whether this platform walks by directory handles; when it does not, links are still refused
  /// but a directory swapped during a walk is not noticed, and the start should say so.
  public boolean raceFree() {
    return raceFree;
  }

  /// What the path is; a link is described, not followed.
  public Access<Entry> stat(RelativePath path) {
    if (path.isTop()) {
      return inside(path, _ -> topEntry());
    }
    return inside(path.parent(), parent -> entry(path.name(), parent.attributes(path.name())));
  }

  /// The entries of a directory sorted by name, or a refusal when there are more than
  /// [#MAX_ENTRIES].
  public Access<Listing> list(RelativePath directory) {
    return inside(directory, Sandbox::listing);
  }

  /// The whole of a regular file, or a refusal when it has more than `limitBytes` bytes.
  public Access<FileContent> read(RelativePath file, long limitBytes) {
    if (file.isTop()) {
      return new Denied<>(Reason.NOT_A_FILE);
    }
    int limit = (int) Math.clamp(limitBytes, 0L, MAX_BYTES);
    return inside(file.parent(), parent -> content(parent, file.name(), limit));
  }

  /// Does something with a regular file of any length, without holding it in memory.
  public <T> Access<T> open(RelativePath file, Reading<T> reading) {
    if (file.isTop()) {
      return new Denied<>(Reason.NOT_A_FILE);
    }
    return inside(
        file.parent(),
        parent -> {
          BasicFileAttributes attributes = regular(parent, file.name());
          try (SeekableByteChannel channel = parent.read(file.name())) {
            return reading.from(channel, attributes.size());
          }
        });
  }

  /// Who may do what with the path; empty where the file system knows no such rights.
  public Access<Optional<Rights>> rights(RelativePath path) {
    return path.isTop()
        ? inside(path, _ -> new PathDirectory(root).rights(""))
        : inside(path.parent(), parent -> parent.rights(path.name()));
  }

  private interface Work<T> {
    T in(Directory directory) throws IOException, Denial;
  }

  private <T> Access<T> inside(RelativePath path, Work<T> work) {
    try {
      return new Granted<>(descend(path.segments(), work));
    } catch (Denial denial) {
      return new Denied<>(denial.reason());
    } catch (NoSuchFileException | InvalidPathException absent) {
      // A name the platform's encoding cannot write cannot exist there either.
      return new Denied<>(Reason.NOT_FOUND);
    } catch (IOException | DirectoryIteratorException | UncheckedIOException unreadable) {
      return new Denied<>(Reason.UNREADABLE);
    }
  }

  private <T> T descend(List<String> names, Work<T> work) throws IOException, Denial {
    Directory here = top();
    try {
      for (String name : names) {
        Directory left = here;
        here = left.enter(name);
        left.close();
      }
      return work.in(here);
    } finally {
      here.close();
    }
  }

  @SuppressWarnings("StreamResourceLeak") // the handle lives on in the directory, which closes it
  private Directory top() throws IOException {
    if (!raceFree) {
      return new PathDirectory(root);
    }
    DirectoryStream<Path> stream = Files.newDirectoryStream(root);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new HandleDirectory(secure);
    }
    stream.close();
    throw new IOException("the root no longer offers directory handles");
  }

  private Entry topEntry() throws IOException {
    return entry("", Files.readAttributes(root, BasicFileAttributes.class));
  }

  private static Listing listing(Directory directory) throws IOException, Denial {
    List<Entry> entries = new ArrayList<>();
    int seen = 0;
    int withheld = 0;
    for (Path each : directory.names()) {
      if (++seen > MAX_ENTRIES) {
        throw new Denial(Reason.TOO_MANY);
      }
      String name = each.getFileName().toString();
      if (!PlainName.matches(name)) {
        withheld++;
        continue;
      }
      try {
        entries.add(entry(name, directory.attributes(name)));
      } catch (NoSuchFileException vanished) {
        // Removed while the directory was read: it is as if it had never been there.
      } catch (InvalidPathException unwritable) {
        // Under a locale such as POSIX, Java cannot write a name that it has just read.
        withheld++;
      }
    }
    entries.sort(Comparator.comparing(Entry::name));
    return new Listing(entries, withheld);
  }

  private static Entry entry(String name, BasicFileAttributes attributes) {
    return new Entry(
        name, kind(attributes), attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  private static Entry.Kind kind(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return Entry.Kind.FILE;
    }
    if (attributes.isDirectory()) {
      return Entry.Kind.DIRECTORY;
    }
    return attributes.isSymbolicLink() ? Entry.Kind.LINK : Entry.Kind.OTHER;
  }

  private static BasicFileAttributes regular(Directory parent, String name)
      throws IOException, Denial {
    BasicFileAttributes attributes = parent.attributes(name);
    return switch (kind(attributes)) {
      case FILE -> attributes;
      case LINK -> throw new Denial(Reason.LINK);
      case DIRECTORY, OTHER -> throw new Denial(Reason.NOT_A_FILE);
    };
  }

  private static FileContent content(Directory parent, String name, int limit)
      throws IOException, Denial {
    BasicFileAttributes attributes = regular(parent, name);
    if (attributes.size() > limit) {
      throw new Denial(Reason.TOO_LARGE);
    }
    try (SeekableByteChannel channel = parent.read(name)) {
      return FileContent.owning(readAll(channel, (int) attributes.size(), limit));
    }
  }

  /// Reads to the end whatever the size was said to be, because the file may grow meanwhile.
  private static byte[] readAll(SeekableByteChannel channel, int expected, int limit)
      throws IOException, Denial {
    ByteBuffer buffer = ByteBuffer.allocate(expected + 1);
    while (channel.read(buffer) >= 0) {
      if (buffer.position() > limit) {
        throw new Denial(Reason.TOO_LARGE);
      }
      if (!buffer.hasRemaining()) {
        int larger = (int) Math.min(2L * buffer.capacity(), limit + 1L);
        buffer = ByteBuffer.allocate(larger).put(buffer.flip());
      }
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
