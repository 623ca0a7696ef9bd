package dev.doorward.tools.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which programs an operator may declare.
@EnabledOnOs({OS.LINUX, OS.MAC})
final class ProgramRulesTest {
  @TempDir Path folder;
  private Path workspace;
  private Path script;

  @BeforeEach
  void furnish() throws IOException {
    workspace = Files.createDirectories(folder.resolve("workspace"));
    script = program("script.py", "rw-r--r--");
  }

  private Path program(String name, String rights) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/true\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  private Optional<ProgramRules.Problem> problem(boolean shells, String... run) {
    List<String> list = List.of(run);
    Map<String, CommandArgument> arguments = Map.of("x", CommandRig.text(false));
    return ProgramRules.problem(CommandRig.command(list, arguments), workspace, shells);
  }

  private Optional<ProgramRules.Problem> named(String name, boolean shells, String... arguments)
      throws IOException {
    String[] run = new String[arguments.length + 1];
    run[0] = program(name, "rwxr-xr-x").toString();
    System.arraycopy(arguments, 0, run, 1, arguments.length);
    return problem(shells, run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh",
        "bash",
        "zsh",
        "dash",
        "busybox",
        "ksh93",
        "BASH",
        "bash.exe",
        "env",
        "xargs",
        "sudo",
        "timeout",
        "ssh",
        "ld-linux-x86-64.so.2",
        "bash-static",
        "busybox.static",
        "make",
        "pwsh"
      })
  void noShellAndNothingThatStartsOthers(String name) throws IOException {
    assertThat(named(name, false, "--", "{x}"))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.file()).isFalse();
              assertThat(problem.fix()).contains(ProgramRules.FLAG);
            });
    assertThat(named(name, true, "--", "{x}")).as("with the flag").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python -c",
        "python3 -c",
        "python3.12 -Ic",
        "perl -e",
        "perl -lane",
        "perl5.36 -E",
        "node -e",
        "node --eval",
        "node --eval=1",
        "nodejs -pe",
        "ruby -e",
        "php -r",
        "lua5.4 -e",
        "deno eval",
        "python3",
        "python3 {x}",
        "perl -w {x}",
        "python3 relative.py",
        "find -exec",
        "perl -m Module /opt/a.pl",
        "node -m /opt/a.js",
        "python3 -m json.tool",
        "python3 -I -m {x}",
        "python3 -I -m ./tool.py",
        "python3-dbg -c",
        "php -c /etc/php.ini {x}",
        "node --require /opt/a.js {x}",
        "ruby -r /opt/a.rb {x}",
        "lua -l /opt/a {x}",
        "awk {x}",
        "gawk -f {x}",
        "mawk -F : {x}",
        "awk -f program.awk",
        "gawk -f /opt/a.awk --source={x}",
        "gawk -i {x}",
        "sed {x}",
        "sed -n -e {x}",
        "sed p -e {x}",
        "sed p --expr={x}",
        "sed -nf {x}",
        "sed p --expr {x}",
        "awk -W exec {x}",
        "gawk -bF : {x}",
        "gawk -f /opt/a.awk --sou {x}",
        "java {x}",
        "java Tool.java",
        "java Tool",
        "java -cp . Tool",
        "java -cp /opt/a.jar {x}",
        "java -jar {x}"
      })
  void noInterpreterWithoutAScriptOfTheOperators(String written) throws IOException {
    String[] words = written.split(" ", -1);
    String[] arguments = Arrays.copyOfRange(words, 1, words.length + 1);
    arguments[arguments.length - 1] = "print";

    assertThat(named(words[0], false, arguments)).isPresent();
    assertThat(named(words[0], true, arguments)).as("with the flag").isEmpty();
  }

  @Test
  void anInterpreterWithAScriptMayHaveAnyArgumentBehindIt() throws IOException {
    assertThat(named("python3", false, "-I", script.toString(), "-c", "{x}")).isEmpty();
    assertThat(named("python3", false, "-I", "-m", "json.tool", "{x}")).isEmpty();
    assertThat(named("python3", false, "-P", "-m", "json.tool", "/gone", "{x}")).isEmpty();
    assertThat(named("java", false, "-Xmx64m", "-jar", script.toString(), "{x}")).isEmpty();
    assertThat(named("java", false, "-cp", "/opt/a:/opt/b", "org.Tool", "{x}")).isEmpty();
    assertThat(named("java", false, script.toString(), "{x}")).isEmpty();
    assertThat(named("find", false, ".", "-name", "{x}")).isEmpty();
  }

  @Test
  void awkAndSedMayHaveTheOperatorsProgram() throws IOException {
    assertThat(named("awk", false, "-F", ":", "/a/ {print $1}", "{x}")).isEmpty();
    assertThat(named("gawk", false, "-f", script.toString(), "{x}")).isEmpty();
    assertThat(named("sed", false, "-n", "/a/p", "{x}")).isEmpty();
    assertThat(named("sed", false, "-ne", "p", "-f", script.toString(), "{x}")).isEmpty();
    assertThat(named("awk", false, "-f", folder.resolve("gone").toString())).isPresent();
  }

  @Test
  void aLinkIsWhatItLeadsTo() throws IOException {
    Path shell = program("bin/dash", "rwxr-xr-x");
    Path link = Files.createSymbolicLink(folder.resolve("innocent"), shell);
    assertThat(problem(false, link.toString())).isPresent();

    Path many = program("bin/busybox", "rwxr-xr-x");
    Path applet = Files.createSymbolicLink(folder.resolve("ls"), many);
    Path shellApplet = Files.createSymbolicLink(folder.resolve("ash"), many);
    assertThat(problem(false, applet.toString())).isEmpty();
    assertThat(problem(false, shellApplet.toString())).isPresent();
  }

  @Test
  void noRelativeMissingOrUnusableFile() throws IOException {
    assertThat(problem(true, "df").orElseThrow().problem()).contains("not an absolute path");
    assertThat(problem(true, "bin/df").orElseThrow().problem()).contains("not an absolute path");
    assertThat(problem(true, folder.resolve("gone").toString()).orElseThrow().problem())
        .contains("is not there");
    assertThat(problem(true, folder.toString()).orElseThrow().problem()).contains("no file");
    assertThat(problem(true, program("plain", "rw-r--r--").toString()).orElseThrow().problem())
        .contains("cannot be run");
  }

  @Test
  void noFileThatEveryUserCanReplace() throws IOException {
    assertThat(problem(true, program("open", "rwxr-xrwx").toString()).orElseThrow().problem())
        .contains("replaced by every user");

    Path inner = program("open-folder/tool", "rwxr-xr-x");
    Files.setPosixFilePermissions(inner.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(problem(true, inner.toString()).orElseThrow().problem())
        .contains("replaced by every user", "open-folder'");

    Path link = Files.createSymbolicLink(folder.resolve("link"), inner);
    assertThat(problem(true, link.toString())).isPresent();
  }

  @Test
  void noScriptThatEveryUserCanReplaceEither() throws IOException {
    Path open = program("open.py", "rw-rw-rw-");

    assertThat(named("python3", false, open.toString())).isPresent();
    assertThat(named("python3", false, folder.resolve("gone.py").toString())).isPresent();
  }

  @Test
  void noFileOfTheWorkspace() throws IOException {
    Path inside = program("workspace/tool", "rwxr-xr-x");
    Path link = Files.createSymbolicLink(folder.resolve("tool"), inside);

    assertThat(problem(true, inside.toString()).orElseThrow().problem()).contains("workspace");
    assertThat(problem(true, link.toString()).orElseThrow().problem()).contains("workspace");
  }

  @Test
  void noLinkOfTheWorkspaceOnTheWay() throws IOException {
    Path tool = program("bin/tool", "rwxr-xr-x");
    Path inside = Files.createSymbolicLink(workspace.resolve("tool"), tool);
    Path outside = Files.createSymbolicLink(folder.resolve("outside"), inside);
    Path folders = Files.createSymbolicLink(workspace.resolve("bin"), tool.getParent());

    for (Path way : List.of(inside, outside, folders.resolve("tool"))) {
      assertThat(problem(true, way.toString()).orElseThrow().problem()).contains("workspace");
      assertThat(named("python3", false, way.toString()).orElseThrow().problem())
          .contains("workspace");
    }
  }

  @Test
  void noLinkOnTheWayThatEveryUserCanReplace() throws IOException {
    Path tool = program("bin/tool", "rwxr-xr-x");
    Path open = Files.createDirectories(folder.resolve("open"));
    Path middle = Files.createSymbolicLink(open.resolve("tool"), tool);
    Path way = Files.createSymbolicLink(folder.resolve("way"), middle);
    assertThat(problem(true, way.toString())).isEmpty();

    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(problem(true, way.toString()).orElseThrow().problem())
        .contains("replaced by every user", "open'");
    assertThat(named("python3", false, way.toString())).isPresent();
  }
}
