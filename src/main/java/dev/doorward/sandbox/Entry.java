package dev.doorward.sandbox;

import java.time.Instant;

/// One name in a directory, as its own attributes describe it; links are described, not followed.
public record Entry(String name, Kind kind, long sizeBytes, Instant modified) {
  /// What an entry is.
  public enum Kind {
    /// A regular file.
    FILE,
    /// A directory.
    DIRECTORY,
    /// A symbolic link, which the sandbox never follows.
    LINK,
    /// A pipe, socket or device, which the sandbox never opens.
    OTHER
  }
}
