package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.cli.settings.SecretFile;
import dev.doorward.cli.settings.SettingsReader;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.watch.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// What was written on the command line of a server, with what it names read again when asked. Made
/// before the first reading, so that no change after it is missed.
///
/// Variables are what they were at the start; the files they name are read again. The secrets in
/// the data folder and that of `audit.key-file` are read once: what they sealed must open again.
final class StartedWith implements SettingsAgain {
  private final Doors doors;
  private final SettingsFlags flags;
  private final Words written;
  private final Circumstances around;
  private final Optional<Path> file;
  private final Optional<FileStamp> stamp;
  private final Set<Path> secretFiles;
  private volatile int port;
  private volatile int managementPort;

  StartedWith(Surroundings surroundings, Doors doors, Words written, Circumstances around) {
    this.doors = doors;
    this.around = around;
    this.flags = new SettingsFlags(surroundings);
    this.written = written;
    // A pipe gives its content once and would seem empty from then on.
    this.file =
        written
            .one(SettingsFlags.CONFIG)
            .or(
                () ->
                    Optional.ofNullable(
                            surroundings.environment().get(SettingsReader.CONFIG_VARIABLE))
                        .filter(value -> !value.isBlank()))
            .flatMap(StartedWith::path)
            .filter(Files::isRegularFile);
    this.stamp = file.flatMap(FileStamp::of);
    this.secretFiles = SecretFile.named(surroundings.environment());
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text).toAbsolutePath());
    } catch (InvalidPathException _) {
      // The first reading refuses it with a line of its own.
      return Optional.empty();
    }
  }

  /// Reads the settings for the start.
  Settings first() {
    return asked();
  }

  private Settings asked() {
    return flags.read(written).accepting(Danger.flags(around.accepted()));
  }

  /// Notes which ports were taken where any would do.
  void settled(Settings settings) {
    port = settings.http().port();
    managementPort = settings.http().managementPort();
  }

  @Override
  public Optional<Path> file() {
    return file;
  }

  @Override
  public Optional<FileStamp> stamp() {
    return stamp;
  }

  @Override
  public Set<Path> secretFiles() {
    return secretFiles;
  }

  @Override
  public Settings read() {
    file.ifPresent(StartedWith::requireContent);
    Settings read = asked();
    return read.withPorts(
        read.http().port() == 0 ? port : read.http().port(),
        read.http().managementPort() == 0 ? managementPort : read.http().managementPort());
  }

  /// Whoever empties the file of a running server is about to write it: taken at its word, it would
  /// put the defaults in force.
  private static void requireContent(Path file) {
    try {
      if (Files.size(file) == 0) {
        throw new SettingsRefused(
            "config",
            String.valueOf(file.getFileName()),
            "it is empty",
            "write the settings that are to hold, or restart for the defaults");
      }
    } catch (IOException _) {
      // The reader has the line for a file that cannot be read.
    }
  }

  @Override
  public void check(Settings settings) {
    StartChecks.requireSafeToRun(settings, around);
    doors.check(settings);
  }

  @Override
  public Optional<String> finding(Settings settings) {
    try {
      StartChecks.requireCertificate(settings.http());
      return Optional.empty();
    } catch (StartRefused refused) {
      return Optional.of(refused.line());
    }
  }

  @Override
  public Optional<String> refusal(RuntimeException refused) {
    return Refusal.of(refused).map(Refusal::line);
  }
}
