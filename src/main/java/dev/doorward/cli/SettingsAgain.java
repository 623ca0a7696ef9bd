package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.watch.FileStamp;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// The settings a server was started with, to be read again from the same place by the same rules.
public interface SettingsAgain {
  /// The file with them; empty when there is none, or one that can be read only once.
  Optional<Path> file();

  /// The state of that file from before it was read for the start.
  Optional<FileStamp> stamp();

  /// The files that variables such as `JWT_SECRET_FILE` name.
  default Set<Path> secretFiles() {
    return Set.of();
  }

  /// What would stop a start with these settings and need not stop a server that runs: a
  /// certificate that has ended. Empty when there is nothing.
  default Optional<String> finding(Settings settings) {
    return Optional.empty();
  }

  /// Reads the file, the environment and the flags of the start, with its ports where any would do.
  ///
  /// @throws RuntimeException when they are refused; [#refusal] has the line
  Settings read();

  /// Refuses settings that no server would start with, but for ports that are taken and for a
  /// [#finding].
  ///
  /// @throws RuntimeException when they are refused; [#refusal] has the line
  void check(Settings settings);

  /// The one line a start would end with; empty for what is a bug.
  Optional<String> refusal(RuntimeException refused);

  /// Settings that stay as they are.
  static SettingsAgain never(Settings settings) {
    return new SettingsAgain() {
      @Override
      public Optional<Path> file() {
        return Optional.empty();
      }

      @Override
      public Optional<FileStamp> stamp() {
        return Optional.empty();
      }

      @Override
      public Settings read() {
        return settings;
      }

      @Override
      public void check(Settings same) {
        // They were good at the start.
      }

      @Override
      public Optional<String> refusal(RuntimeException refused) {
        return Optional.empty();
      }
    };
  }
}
