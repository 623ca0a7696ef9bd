package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.Settings;
import dev.doorward.cli.settings.Keys;
import dev.doorward.cli.settings.SettingsRefused;
import dev.doorward.cli.settings.StartSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DangerTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Danger.class)
  void isAFlagAndNeverAKeyOrAVariable(Danger danger) throws Exception {
    String name = danger.flag().substring(2);
    String variable = "DOORWARD_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
    Path file = Files.writeString(folder.resolve("doorward.yml"), name + ": true\n");

    assertThat(danger.flag()).startsWith(Danger.PREFIX);
    assertThat(Keys.ALL).noneMatch(key -> key.flag().equals(Optional.of(danger.flag())));
    assertThatThrownBy(() -> read(Map.of(variable, "true"), Optional.empty()))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("there is no such variable");
    assertThatThrownBy(() -> read(Map.of(), Optional.of(file.toString())))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining("there is no such key");
  }

  @ParameterizedTest
  @EnumSource(Danger.class)
  void isWrittenBehindServeAndCheckOnlyAndBehindStdioWhereItMeansSomething(Danger danger)
      throws Exception {
    for (String command : List.of("token", "blocks", "audit")) {
      assertThat(run(command, danger.flag())).as(command).isEqualTo(ExitCode.USAGE);
    }
    assertThat(
            new StdioCommand(surroundings(System.out), new RecordingDoors())
                .form()
                .option(danger.flag()))
        .matches(option -> option.isPresent() == Danger.LOCAL.contains(danger));
    assertThat(run("serve", danger.flag() + "=true")).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @EnumSource(Danger.class)
  void isToldInTheHelpAndInThePapers(Danger danger) throws Exception {
    assertThat(Files.readString(Path.of("docs", "operator.md")))
        .contains("`" + danger.flag() + "`");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(out, "serve", "--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(danger.flag());
  }

  @ParameterizedTest
  @EnumSource(Danger.class)
  void isToldInTheAuditLineOfTheStart(Danger danger) {
    Settings settings =
        read(Map.of("DOORWARD_HTTP_PORT", "0"), Optional.empty())
            .accepting(Danger.flags(EnumSet.of(danger)));

    assertThat(settings.audit().given()).containsExactly("http.port", danger.flag());
    assertThat(settings.dangers()).containsExactly(danger.flag());
  }

  private Settings read(Map<String, String> environment, Optional<String> config) {
    return new StartSettings(environment, folder, Optional.empty()).read(config, Map.of());
  }

  private ExitCode run(String... words) throws InterruptedException {
    return run(new ByteArrayOutputStream(), words);
  }

  private ExitCode run(ByteArrayOutputStream out, String... words) throws InterruptedException {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Commands(surroundings(stream), new RecordingDoors()).run(words);
  }

  private Surroundings surroundings(PrintStream stream) {
    return new Surroundings(
        Map.of("DOORWARD_DATA", folder.resolve("data").toString()),
        folder,
        Optional.empty(),
        stream,
        stream,
        InstantSource.system());
  }
}
