package dev.doorward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.cli.settings.PathRefused;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.cli.settings.StartSettings;
import dev.doorward.tools.commands.ProgramRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a start asks of declared commands, at both doors.
@EnabledOnOs({OS.LINUX, OS.MAC})
class DeclaredCommandsTest {
  @TempDir Path folder;
  private Path workspace;

  @BeforeEach
  void furnish() throws IOException {
    workspace = Files.createDirectories(folder.resolve("workspace"));
  }

  private Settings settings(String more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("doorward.yml"),
            "toolsets:\n  enable: [commands]\nworkspace:\n  path: " + workspace + "\n" + more);
    return new StartSettings(Map.of(), folder, Optional.empty())
        .read(Optional.of(file.toString()), Map.of());
  }

  private static String command(String name, String fields) {
    return "commands:\n  " + name + ": {description: d, " + fields + "}\n";
  }

  private static void check(Settings settings) {
    new HouseDoors().check(settings);
  }

  private static void refuses(Settings settings, String... parts) {
    assertThatThrownBy(() -> check(settings))
        .satisfies(
            refused ->
                assertThat(
                        switch (refused) {
                          case SettingsRefused bad -> bad.line();
                          case PathRefused bad -> bad.line();
                          default -> refused.toString();
                        })
                    .contains(parts));
  }

  @Test
  void aGoodOneIsOfferedWhenItsFamilyIs() throws IOException {
    Settings settings = settings(command("fine", "run: [/bin/ls]"));
    assertThatCode(() -> check(settings)).doesNotThrowAnyException();
    assertThat(new Families(settings, new dev.doorward.service.Changes()).toolsets())
        .filteredOn(toolset -> toolset.name().equals("commands"))
        .singleElement()
        .satisfies(toolset -> assertThat(toolset.tools()).hasSize(1));

    Path file = Files.writeString(folder.resolve("off.yml"), command("bad", "run: [/bin/sh]"));
    Settings off =
        new StartSettings(Map.of(), folder, Optional.empty())
            .read(Optional.of(file.toString()), Map.of());
    assertThatCode(() -> check(off)).as("not enabled").doesNotThrowAnyException();
    assertThat(new Families(off, new dev.doorward.service.Changes()).toolsets())
        .noneMatch(toolset -> toolset.name().equals("commands"));
  }

  @Test
  void aShellNeedsItsFlag() throws IOException {
    Settings settings = settings(command("shell", "run: [/bin/sh, -c, 'echo \"$1\"', sh]"));

    refuses(settings, "commands.shell.run", "'/bin/sh' is a shell", ProgramRules.FLAG);
    assertThatCode(() -> check(settings.accepting(List.of(ProgramRules.FLAG))))
        .doesNotThrowAnyException();
  }

  @Test
  void aProgramThatIsNotThereIsRefusedWhateverTheFlag() throws IOException {
    refuses(
        settings(command("gone", "run: [/bin/gone-away]")).accepting(List.of(ProgramRules.FLAG)),
        "commands.gone.run",
        "is not there");
  }

  @Test
  void itsDirectoryMustBeInTheWorkspace() throws IOException {
    refuses(
        settings(command("c", "run: [/bin/ls], directory: gone")), "commands.c.directory", "gone");
    Files.createSymbolicLink(workspace.resolve("out"), folder);
    refuses(
        settings(command("c", "run: [/bin/ls], directory: out")), "commands.c.directory", "link");
  }

  @Test
  void itsTimeAndOutputMustFitTheGateways() throws IOException {
    refuses(
        settings(command("c", "run: [/bin/ls], timeout: 30s")),
        "commands.c.timeout",
        "gateway.deadline");
    check(settings(command("c", "run: [/bin/ls], timeout: 29s")));
    refuses(
        settings(
            "gateway:\n  output-bytes: 100000\n"
                + command("c", "run: [/bin/ls], output-bytes: 50000")),
        "commands.c.output-bytes",
        "gateway.output-bytes");
  }

  @Test
  void theNameOfAnotherToolIsRefused() throws IOException {
    refuses(
        settings(command("echo", "run: [/bin/ls]")), "a tool named echo exists already", "rename");
  }

  @Test
  void withoutAWorkspaceThereIsNowhereToRun() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("none.yml"),
            "toolsets:\n  enable: [commands]\n" + command("c", "run: [/bin/ls]"));
    refuses(
        new StartSettings(Map.of(), folder, Optional.empty())
            .read(Optional.of(file.toString()), Map.of()),
        "workspace.path",
        "it is missing");
  }
}
