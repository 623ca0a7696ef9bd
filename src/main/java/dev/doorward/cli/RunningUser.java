package dev.doorward.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Who runs this process.
final class RunningUser {
  private static final Path STATUS = Path.of("/proc/self/status");

  private RunningUser() {}

  /// Whether it is root, in a container as well: there it is root of everything that is mounted.
  static boolean isRoot() {
    return effective(STATUS)
        .map(id -> id.equals("0"))
        .orElseGet(() -> System.getProperty("user.name", "").equals("root"));
  }

  /// The effective user id in a Linux process's status (proc(5): real, effective, saved, file
  /// system); empty where there is no such file.
  static Optional<String> effective(Path status) {
    try {
      return Files.readAllLines(status, StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith("Uid:"))
          .map(line -> line.split("\\s+", -1))
          .filter(fields -> fields.length > 2)
          .map(fields -> fields[2])
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
