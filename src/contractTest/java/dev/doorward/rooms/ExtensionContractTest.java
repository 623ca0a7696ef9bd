package dev.doorward.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.Distribution;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The family of `docs/extensions.md`, compiled as it stands there, in a jar of its own behind
/// those of the distribution.
class ExtensionContractTest {
  private static final Pattern SOURCE = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern CLASS =
      Pattern.compile("(?s)package ([a-z.]+);.*public final class (\\w+)");

  @TempDir private static Path folder;
  private static final List<OpenDoor> DOORS = new ArrayList<>();
  private static Path jar = Path.of("");

  static List<OpenDoor> doors() {
    return DOORS;
  }

  @BeforeAll
  static void openDoors() throws IOException, InterruptedException {
    jar = pack();
    Path file =
        Files.writeString(
            folder.resolve("doorward.yml"),
            "toolsets: {enable: [greetings]}\nlimit: {tools: {greet: 3/hour}}\n");
    List<String> flags = List.of("--config", file.toString());
    DOORS.add(OpenDoor.Http.open(data("http"), flags, List.of(jar)));
    DOORS.add(OpenDoor.Stdio.open(data("stdio"), flags, List.of(jar)));
  }

  @AfterAll
  static void closeDoors() throws IOException {
    for (OpenDoor door : DOORS) {
      door.close();
    }
  }

  private static Path pack() throws IOException {
    String paper = Files.readString(Distribution.ROOT.resolve("docs/extensions.md"));
    Matcher source = SOURCE.matcher(paper);
    assertThat(source.find()).as("a source in docs/extensions.md").isTrue();
    Matcher named = CLASS.matcher(source.group(1));
    assertThat(named.find()).isTrue();
    String name = named.group(1) + "." + named.group(2);
    assertThat(paper).contains(name + " > ", "META-INF/services/dev.doorward.service.Family");

    Path classes = Files.createDirectories(folder.resolve("classes"));
    compile(Files.writeString(folder.resolve(named.group(2) + ".java"), source.group(1)), classes);
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve("dev.doorward.service.Family"), name + "\n");
    return jar(classes);
  }

  private static void compile(Path source, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of("-proc:none", "-d", classes.toString(), "-cp", Distribution.classPath()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
  }

  private static Path jar(Path classes) throws IOException {
    Path file = folder.resolve("greetings.jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> all = Files.walk(classes)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        packed.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
        packed.write(Files.readAllBytes(each));
        packed.closeEntry();
      }
    }
    return file;
  }

  private static Path data(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("doors")
  void standsBehindTheSameGuardsAsOurOwn(OpenDoor door) throws Exception {
    assertThat(door.result("tools/list", json()).get("tools"))
        .extracting(tool -> tool.get("name").stringValue())
        .contains("greet", "echo");
    assertThat(call(door, json().put("name", "Ada")).at("/result/content/0/text").stringValue())
        .isEqualTo("Hello, Ada!");
    assertThat(call(door, json().put("nome", "Ada")).at("/result/isError").asBoolean())
        .as("arguments are checked")
        .isTrue();
    assertThat(call(door, json().put("name", "x".repeat(101))).at("/result/isError").asBoolean())
        .as("arguments are checked")
        .isTrue();
    JsonNode limited = call(door, json().put("name", "Ada"));
    assertThat(limited.at("/result/content/0/text").asString(""))
        .as("its limit holds: %s", limited)
        .isNotEqualTo("Hello, Ada!");
  }

  @Test
  void isNotOfferedUnlessItIsEnabled() throws Exception {
    try (OpenDoor door = OpenDoor.Stdio.open(data("off"), List.of(), List.of(jar))) {
      assertThat(door.result("tools/list", json()).get("tools"))
          .extracting(tool -> tool.get("name").stringValue())
          .contains("echo")
          .doesNotContain("greet");
    }
  }

  @Test
  void isHiddenFromWhoseRolesDoNotGrantIt() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("hidden.yml"),
            """
            toolsets: {enable: [greetings]}
            access: {roles: {developer: ["tools:list", "tools:call:echo"]}}
            """);
    try (OpenDoor door =
        OpenDoor.Stdio.open(data("hidden"), List.of("--config", file.toString()), List.of(jar))) {
      assertThat(door.result("tools/list", json()).get("tools"))
          .extracting(tool -> tool.get("name").stringValue())
          .containsExactly("echo");
      assertThat(call(door, json().put("name", "Ada")).has("error")).isTrue();
    }
  }

  private static JsonNode call(OpenDoor door, ObjectNode arguments) throws Exception {
    ObjectNode params = json().put("name", "greet");
    params.set("arguments", arguments);
    return door.exchange("tools/call", params);
  }

  private static ObjectNode json() {
    return JsonMapper.shared().createObjectNode();
  }
}
