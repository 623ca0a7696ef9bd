package dev.doorward.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// What a command may know of the process it runs in.
///
/// @param environment the process's variables
/// @param userHome the user's home folder
/// @param installation the folder of the launcher and the examples, when the launcher named it
/// @param out for what a command was asked to print, and nothing else
/// @param err for everything people read
public record Surroundings(
    Map<String, String> environment,
    Path userHome,
    Optional<Path> installation,
    PrintStream out,
    PrintStream err,
    InstantSource clock) {

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /// The real ones.
  public static Surroundings ofThisProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")),
        Optional.ofNullable(System.getProperty("doorward.home")).map(Path::of),
        System.out,
        System.err,
        InstantSource.system());
  }
}
