package dev.doorward.sandbox;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A directory known by its path only, for platforms without directory handles: no link is followed
/// in the last segment, but a directory swapped during a walk could redirect it.
record PathDirectory(Path path) implements Directory {
  @Override
  public BasicFileAttributes attributes(String name) throws IOException {
    return Files.readAttributes(
        path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Optional<Rights> rights(String name) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(
            path.resolve(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    return view == null ? Optional.empty() : Optional.of(Rights.of(view.readAttributes()));
  }

  @Override
  public Directory open(String name) {
    return new PathDirectory(path.resolve(name));
  }

  @Override
  public SeekableByteChannel read(String name) throws IOException {
    return Files.newByteChannel(
        path.resolve(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Iterable<Path> names() throws IOException {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
      for (Path each : stream) {
        names.add(each);
        // One more than is listed is enough for the caller to see that there are too many.
        if (names.size() > Sandbox.MAX_ENTRIES) {
          break;
        }
      }
    }
    return names;
  }

  @Override
  public void close() {
    // A path holds nothing open.
  }
}
