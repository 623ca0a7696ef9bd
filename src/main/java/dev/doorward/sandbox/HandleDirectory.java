package dev.doorward.sandbox;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;
import java.util.Set;

/// A directory held by its handle: everything is opened relative to it, so renaming or replacing
/// any directory on the path while a walk is under way cannot redirect the walk.
record HandleDirectory(SecureDirectoryStream<Path> stream) implements Directory {
  @Override
  public BasicFileAttributes attributes(String name) throws IOException {
    return stream
        .getFileAttributeView(
            Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  @Override
  public Optional<Rights> rights(String name) throws IOException {
    PosixFileAttributeView view =
        stream.getFileAttributeView(
            Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    return view == null ? Optional.empty() : Optional.of(Rights.of(view.readAttributes()));
  }

  @Override
  public Directory open(String name) throws IOException {
    return new HandleDirectory(stream.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public SeekableByteChannel read(String name) throws IOException {
    return stream.newByteChannel(
        Path.of(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public Iterable<Path> names() {
    return stream;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
