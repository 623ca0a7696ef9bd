package dev.doorward.sandbox;

import java.util.Optional;

/// What came of asking the sandbox for something.
public sealed interface Access<T> {
  /// The thing asked for.
  record Granted<T>(T value) implements Access<T> {}

  /// An expected no, without any detail a client should not see.
  record Denied<T>(Reason reason) implements Access<T> {}

  /// The value, or empty when access was denied.
  default Optional<T> granted() {
    return switch (this) {
      case Granted<T>(T value) -> Optional.of(value);
      case Denied<T> _ -> Optional.empty();
    };
  }

  /// Why access was denied.
  enum Reason {
    /// Nothing has that name.
    NOT_FOUND,
    /// The path, or a directory on the way to it, is a symbolic link.
    LINK,
    /// The path exists and is not a regular file.
    NOT_A_FILE,
    /// The path, or something on the way to it, exists and is not a directory.
    NOT_A_DIRECTORY,
    /// The file has more bytes than the reader allowed.
    TOO_LARGE,
    /// The directory has more entries than the sandbox lists.
    TOO_MANY,
    /// The operating system refused, or the file changed its nature between two steps.
    UNREADABLE
  }
}
