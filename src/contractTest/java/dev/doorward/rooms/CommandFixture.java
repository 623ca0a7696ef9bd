package dev.doorward.rooms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/// Declared commands with real programs, and who of them runs.
record CommandFixture(Path folder, Path pids, List<String> flags) {
  /// What a caller might hand to a program.
  static final List<String> VALUES =
      List.of("two words", "'\"`", "; id", "$(id)", "new\nline", "a\\b", "*", "", "-rf", "--help");

  private static final String SHOW =
      """
      for argument; do
        printf '%s' "$argument" | od -An -v -tx1 | tr -d ' \\n'
        echo .
      done
      """;

  private static final String STUBBORN =
      """
      stay() { trap '' TERM INT HUP; while :; do sleep 1; done; }
      trap '' TERM INT HUP
      (stay) & echo $! >> "$1"
      ( (stay) & echo $! >> "$1" )
      echo $$ >> "$1"
      echo all >> "$1"
      stay
      """;

  static CommandFixture in(Path folder) throws IOException {
    Path workspace = Files.createDirectories(folder.resolve("ws/docs"));
    Path pids = Files.createFile(folder.resolve("pids"));
    String configuration =
        """
        toolsets: {enable: [commands]}
        workspace: {path: %s}
        access: {roles: {developer: ["**"]}}
        commands:
          show:
            description: Shows how its arguments arrive.
            run: [%s, "--name={first}", --, "{second}"]
            arguments:
              first: {type: string, description: Anything.}
              second: {type: string, description: Anything.}
            environment: {PATH: /usr/bin:/bin}
            effect: reads
          where:
            description: Says where it runs.
            run: [/usr/bin/pwd, -P]
            directory: docs
            effect: reads
          variables:
            description: Says what variables it has.
            run: [/usr/bin/printenv]
            environment: {ONLY: this}
            effect: reads
          stubborn:
            description: Stays although it is asked to end.
            run: [%s, %s]
            environment: {PATH: /usr/bin:/bin}
            timeout: 1s
          patient:
            description: Stays until somebody ends it.
            run: [%s, %s]
            environment: {PATH: /usr/bin:/bin}
          counted:
            description: Takes a number.
            run: [/usr/bin/printf, "%%s", "{count}"]
            arguments:
              count: {type: integer, description: A number., minimum: 1, maximum: 9}
            effect: reads
        """
            .formatted(
                workspace.getParent(),
                script(folder, "show", SHOW),
                script(folder, "stubborn", STUBBORN),
                pids,
                script(folder, "patient", STUBBORN),
                pids);
    Path file = Files.writeString(folder.resolve("doorward.yml"), configuration);
    return new CommandFixture(folder, pids, List.of("--config", file.toString()));
  }

  private static Path script(Path folder, String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// A folder for a server's data.
  Path data(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /// Forgets who was started.
  void forget() throws IOException {
    Files.writeString(pids, "");
  }

  /// What the command `show` was handed, of its output.
  static List<String> shown(String stdout) {
    return stdout
        .lines()
        .map(line -> HexFormat.of().parseHex(line.substring(0, line.length() - 1)))
        .map(bytes -> new String(bytes, UTF_8))
        .toList();
  }

  /// Waits until the command and all its children have said who they are.
  void awaitAll() throws IOException {
    long start = System.nanoTime();
    while (!Files.readString(pids).contains("all")) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }
  }

  /// Waits until none of them runs any more.
  void awaitNobody() throws IOException {
    long start = System.nanoTime();
    while (started().stream().anyMatch(CommandFixture::runs)) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  void assertNobodyIsLeft() throws IOException {
    assertThat(started()).hasSize(3).noneMatch(CommandFixture::runs);
  }

  private List<Long> started() throws IOException {
    return Files.readAllLines(pids).stream()
        .filter(line -> line.matches("[0-9]+"))
        .map(Long::valueOf)
        .toList();
  }

  /// Whether a process runs; one that has ended and that nobody asked about is gone.
  private static boolean runs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException _) {
      return false;
    }
  }
}
