package dev.doorward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The composition without guards that the benchmarks compare us with is built when benchmarks run.
/// Until then this notices that the house has changed under it.
final class UnguardedPeerTest {
  private static final Path SOURCES = Path.of("benchmarks/peers/unguarded/src/main/java");

  @TempDir Path classes;

  @Test
  void compilesAgainstThisHouseAndStandsInForItsGateway() throws Exception {
    compile();

    byte[] unguarded = Files.readAllBytes(classes.resolve("dev/doorward/gateway/Gateway.class"));
    assertThat(publicMethods(unguarded)).containsAll(publicMethods(guarded()));
  }

  private void compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> tree = Files.walk(SOURCES)) {
      List<Path> sources = tree.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> options =
          List.of(
              "-proc:none",
              "-d",
              classes.toString(),
              "-classpath",
              System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(
                  complaints,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(complaints.toString()).isTrue();
    }
  }

  private static byte[] guarded() throws IOException {
    try (InputStream bytes =
        Objects.requireNonNull(Gateway.class.getResourceAsStream("Gateway.class"))) {
      return bytes.readAllBytes();
    }
  }

  private static Set<String> publicMethods(byte[] bytes) {
    ClassModel model = ClassFile.of().parse(bytes);
    return model.methods().stream()
        .filter(method -> method.flags().has(AccessFlag.PUBLIC))
        .filter(method -> !method.methodName().equalsString("<init>"))
        .map(method -> method.methodName().stringValue() + method.methodType().stringValue())
        .collect(Collectors.toSet());
  }
}
