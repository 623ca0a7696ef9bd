package dev.doorward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in a house of its own, with a Maven and a JDK that only write down what they are
/// asked.
class LauncherTest {
  private static final Duration OVERHEAD = Duration.ofMillis(20);
  private static final int RUNS = 11;

  @TempDir Path house;

  @BeforeEach
  void furnish() throws IOException {
    Files.createDirectories(house.resolve("src/main"));
    Files.writeString(house.resolve("pom.xml"), "<project/>");
    script("doorward", Files.readString(Path.of("doorward")));
    Files.createDirectories(house.resolve("jdk"));
    Files.writeString(house.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    script("jdk/bin/javac", "#!/bin/sh\n");
    script("jdk/bin/java", "#!/bin/sh\necho \"$$ $*\"\ncat\n");
    script(
        "tools/mvn",
        """
        #!/usr/bin/env bash
        echo built >> "%s/builds"
        [[ ! -e "%1$s/broken" ]] || { echo "[ERROR] does not compile"; exit 1; }
        for argument; do
          case $argument in -Ddoorward.target=*) dist=${argument#*=}/dist ;; esac
        done
        mkdir -p "$dist/lib"
        cat "%1$s"/src/main/* > "$dist/lib/doorward.jar" 2>/dev/null
        printf 'doorward.jar\\nb.jar\\n' > "$dist/classpath"
        echo b > "$dist/lib/b.jar"
        touch "$dist/jvm-http.options" "$dist/jvm-stdio.options"
        echo 'touch "${BASH_SOURCE[0]%%/*}/$1.aot"' > "$dist/train"
        """
            .formatted(house));
    age(house.resolve("pom.xml"));
    age(house.resolve("src/main"));
    age(house.resolve("doorward"));
  }

  @Test
  void buildsOnceAndBecomesTheServer() throws Exception {
    Run first = launch("frames\n", "stdio", "--data", "a b");
    Run second = launch("", "serve");

    assertThat(first.code).isZero();
    assertThat(first.out.lines().toList())
        .hasSize(2)
        .first()
        .asString()
        .startsWith(first.pid + " ")
        .contains("/jvm-stdio.options", "-XX:AOTCache=", "/stdio.aot", "/lib/doorward.jar:")
        .endsWith("/lib/b.jar dev.doorward.Main stdio --data a b");
    assertThat(first.out).as("standard input is left to the server").endsWith("frames\n");
    assertThat(second.out).contains("/jvm-http.options", "/http.aot", "dev.doorward.Main serve");
    assertThat(second.err).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void putsExtensionsBehindEverythingElseAndBuildsNothingForThem() throws Exception {
    launch("");
    Files.createDirectories(house.resolve("extensions"));
    Files.createFile(house.resolve("extensions/b.jar"));
    Files.createFile(house.resolve("extensions/a c.jar"));
    Files.createFile(house.resolve("extensions/notes.txt"));
    Run run = launch("", "stdio");

    assertThat(run.out)
        .contains(
            "/lib/b.jar:%1$s/extensions/a c.jar:%1$s/extensions/b.jar dev.doorward.Main stdio"
                .formatted(house));
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhenASourceIsAddedChangedOrRemoved() throws Exception {
    launch("");
    Path source = house.resolve("src/main/Some.java");
    Files.writeString(source, "one");
    String added = launch("").out;
    Files.writeString(source, "two");
    String changed = launch("").out;
    Files.delete(source);
    launch("");

    assertThat(builds()).isEqualTo(4);
    assertThat(changed).as("another content gives another place").isNotEqualTo(added);
  }

  @Test
  void buildsAgainForAnotherJdk() throws Exception {
    launch("");
    Files.writeString(house.resolve("jdk/release"), "JAVA_VERSION=\"25.0.2\"\n");
    launch("");

    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void startedTwiceAtOnceBuildsOnce() throws Exception {
    List<Process> both = List.of(start(), start());
    for (Process process : both) {
      assertThat(finish(process, "").code).isZero();
    }

    assertThat(builds()).isEqualTo(1);
    assertThat(house.resolve(".dist/lock")).doesNotExist();
  }

  @Test
  void outlivesABuildThatWasKilled() throws Exception {
    Files.createDirectories(house.resolve(".dist"));
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.createSymbolicLink(house.resolve(".dist/lock"), Path.of(Long.toString(gone.pid())));

    assertThat(launch("").code).isZero();
  }

  @Test
  void aFailedBuildShowsMavensLogAndLeavesNothing() throws Exception {
    Files.createFile(house.resolve("broken"));
    Run run = launch("");

    assertThat(run.code).isEqualTo(70);
    assertThat(run.out).isEmpty();
    assertThat(run.err).contains("[ERROR] does not compile", "the build failed");
    try (var left = Files.list(house.resolve(".dist"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void runsWithoutACacheWhenTrainingFails() throws Exception {
    Files.writeString(
        house.resolve("tools/mvn"),
        Files.readString(house.resolve("tools/mvn")).replace("echo 'touch ", "echo 'exit 1 "));
    Run run = launch("");

    assertThat(run.code).isZero();
    assertThat(run.err).contains("runs without an AOT cache");
    assertThat(run.out).doesNotContain("AOTCache");
  }

  @Test
  void saysWhatToInstallWhenThereIsNoMaven() throws Exception {
    Files.delete(house.resolve("tools/mvn"));
    for (String tool : List.of("bash", "env", "find", "readlink", "ln", "mkdir", "rm", "cat")) {
      script("only/" + tool, "#!/bin/sh\nexec " + found(tool) + " \"$@\"\n");
    }
    Run run = finish(start(house.resolve("only").toString()), "");

    assertThat(run.code).isEqualTo(69);
    assertThat(run.err).contains("Maven 3.8", "apt-get install maven");
  }

  @Test
  void addsLittleWhenNothingNeedsBuilding() throws Exception {
    script("jdk/bin/java", "#!/bin/sh\n");
    launch("");
    // The fastest of several: what the machine does besides is not the launcher's doing.
    long fastest = IntStream.range(0, RUNS).mapToLong(run -> timed()).min().orElseThrow();

    assertThat(Duration.ofNanos(fastest)).isLessThan(OVERHEAD);
  }

  private long timed() {
    try {
      long start = System.nanoTime();
      start().waitFor();
      return System.nanoTime() - start;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Run launch(String input, String... arguments) throws Exception {
    return finish(start(house.resolve("tools") + ":" + System.getenv("PATH"), arguments), input);
  }

  private Process start() throws IOException {
    return start(house.resolve("tools") + ":" + System.getenv("PATH"));
  }

  private Process start(String path, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(house.resolve("doorward").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PATH", path);
    builder.environment().put("JAVA_HOME", house.resolve("jdk").toString());
    return builder.start();
  }

  private static Run finish(Process process, String input) throws Exception {
    process.getOutputStream().write(input.getBytes(UTF_8));
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.pid(), process.exitValue(), out, err);
  }

  private long builds() throws IOException {
    try (var lines = Files.lines(house.resolve("builds"))) {
      return lines.count();
    }
  }

  private static Path found(String tool) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return Path.of(folder, tool);
      }
    }
    throw new AssertionError(tool + " is not on the PATH");
  }

  private void script(String name, String text) throws IOException {
    Path file = house.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(1_000_000_000)));
  }

  private record Run(long pid, int code, String out, String err) {}
}
