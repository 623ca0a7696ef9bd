package dev.doorward.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder for the signing key and the audit file: made for this user only, and writable.
final class DataFolder {
  private DataFolder() {}

  static void prepare(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Path parent = folder.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.createDirectory(folder, ownerOnly(folder));
      }
    } catch (IOException _) {
      // Two processes may start at once; what counts is what is there now.
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new StartRefused(
          ExitCode.PATH,
          "data: '"
              + folder
              + "' is not a folder this user can write to; name another with --data or DOORWARD_DATA");
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
