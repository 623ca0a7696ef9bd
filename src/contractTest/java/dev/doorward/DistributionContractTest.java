package dev.doorward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The distribution with its AOT caches: the classes that run are those of the jar that lies there.
class DistributionContractTest {
  private static final Path BUILT = Path.of(System.getProperty("doorward.dist", "target/dist"));
  private static final String JAVA_HOME = System.getProperty("java.home");

  @TempDir Path dist;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.walk(BUILT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".aot")) {
          Path target = dist.resolve(BUILT.relativize(file).toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  void writesDownTheOrderOfEveryJar() throws IOException {
    List<String> order = Files.readAllLines(dist.resolve("classpath"));
    try (Stream<Path> jars = Files.list(dist.resolve("lib"))) {
      assertThat(order)
          .startsWith("doorward.jar")
          .containsExactlyInAnyOrderElementsOf(
              jars.map(jar -> String.valueOf(jar.getFileName())).toList());
    }
  }

  // The id is asked of a class, which would come from the cache, and of a resource, which never
  // does.
  @ParameterizedTest
  @ValueSource(strings = {"stdio", "http"})
  void reportsTheBuildOfItsJarWhenItRunsFromItsCache(String door) throws Exception {
    Run training = run("bash", dist.resolve("train").toString(), door, JAVA_HOME);
    assertThat(training.code).as(training.err).isZero();

    Run run = run(java(door, "-XX:AOTMode=on", "-XX:AOTCache=" + dist.resolve(door + ".aot")));

    assertThat(run.code).as(run.err).isZero();
    assertThat(run.out).contains("(build " + idOfTheJar() + ")");
    assertThat(run.err).isEmpty();

    // AOTMode=on refuses a class path that the cache does not fit.
    String[] extended = java(door, "-XX:AOTMode=on", "-XX:AOTCache=" + dist.resolve(door + ".aot"));
    int classPath = List.of(extended).indexOf("-cp") + 1;
    extended[classPath] += ":" + dist.resolve("lib/doorward.jar");
    assertThat(run(extended).code).as("with an extension behind it").isZero();
  }

  private String[] java(String door, String... options) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(JAVA_HOME, "bin", "java").toString());
    words.add("@" + dist.resolve("jvm-" + door + ".options"));
    words.addAll(List.of(options));
    words.add("-cp");
    words.add(
        Files.readAllLines(dist.resolve("classpath")).stream()
            .map(jar -> dist.toAbsolutePath().resolve("lib").resolve(jar).toString())
            .collect(Collectors.joining(":")));
    words.add("dev.doorward.Main");
    words.add("--version");
    return words.toArray(String[]::new);
  }

  private String idOfTheJar() throws IOException {
    try (JarFile jar = new JarFile(dist.resolve("lib/doorward.jar").toFile());
        InputStream text = jar.getInputStream(jar.getEntry("META-INF/doorward/build.properties"))) {
      Properties properties = new Properties();
      properties.load(text);
      return properties.getProperty("buildId");
    }
  }

  private static Run run(String... command) throws Exception {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return new Run(process.waitFor(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private record Run(int code, String out, String err) {}
}
