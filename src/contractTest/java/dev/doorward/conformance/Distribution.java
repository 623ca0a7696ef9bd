package dev.doorward.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The distribution Maven has just built, and the words that run it as the launcher would.
public final class Distribution {
  /// The project's folder, which holds the examples.
  public static final Path ROOT =
      Path.of(System.getProperty("doorward.root", ".")).toAbsolutePath();

  private static final Path DIST =
      Path.of(System.getProperty("doorward.dist", "target/dist")).toAbsolutePath();

  private Distribution() {}

  /// The command and its arguments up to and including the main class.
  ///
  /// @param door `http` or `stdio`, which decides the options of the virtual machine
  public static List<String> command(String door) {
    return command(door, List.of());
  }

  /// The same with jars behind those of the distribution, as the launcher adds extensions.
  public static List<String> command(String door, List<Path> extensions) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("@" + DIST.resolve("jvm-" + door + ".options"));
    words.add("-Ddoorward.home=" + ROOT);
    words.add("-cp");
    words.add(
        classPath() + extensions.stream().map(jar -> ":" + jar).collect(Collectors.joining()));
    words.add("dev.doorward.Main");
    return words;
  }

  /// The jars of the distribution in their order.
  public static String classPath() {
    try (var jars = Files.lines(DIST.resolve("classpath"))) {
      return jars.map(jar -> DIST.resolve("lib").resolve(jar).toString())
          .collect(Collectors.joining(":"));
    } catch (IOException e) {
      throw new UncheckedIOException("build the distribution first: mvn package", e);
    }
  }
}
