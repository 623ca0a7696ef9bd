package dev.doorward.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Programs of the machine that a test needs.
public final class Programs {
  private Programs() {}

  /// Where a program is; reports the test skipped when it is nowhere.
  ///
  /// @param installation what to do then
  public static String found(String name, String installation) {
    List<String> found =
        Stream.concat(Stream.of(System.getenv("PATH").split(":", -1)), Stream.of("/usr/sbin"))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .toList();
    assumeThat(found).as("%s is not installed: %s", name, installation).isNotEmpty();
    return found.getFirst();
  }

  /// Runs a command that must succeed.
  ///
  /// @return what it said
  public static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
