package dev.doorward.sandbox;

import dev.doorward.sandbox.Access.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/// One open directory of a walk; names given to it are plain and belong to it directly.
sealed interface Directory extends Closeable permits HandleDirectory, PathDirectory {
  /// The attributes of the entry itself, never of what a link points to.
  BasicFileAttributes attributes(String name) throws IOException;

  /// Who may do what with the entry itself; empty where the file system knows no such rights.
  Optional<Rights> rights(String name) throws IOException;

  /// Opens a subdirectory without following a link.
  Directory open(String name) throws IOException;

  /// Opens a file for reading without following a link.
  SeekableByteChannel read(String name) throws IOException;

  /// The names as the file system gives them, in no order; read once.
  Iterable<Path> names() throws IOException;

  /// Opens a subdirectory after asking the entry itself what it is.
  ///
  /// The question comes first because opening a pipe would wait for its writer forever and Java
  /// cannot open without blocking. A link that replaces the entry in between is refused by the open
  /// itself; a pipe that replaces it in that instant could still hold this one reader up, which
  /// only somebody who already writes in the tree can do.
  default Directory enter(String name) throws IOException, Denial {
    BasicFileAttributes attributes = attributes(name);
    if (attributes.isSymbolicLink()) {
      throw new Denial(Reason.LINK);
    }
    if (!attributes.isDirectory()) {
      throw new Denial(Reason.NOT_A_DIRECTORY);
    }
    return open(name);
  }
}
