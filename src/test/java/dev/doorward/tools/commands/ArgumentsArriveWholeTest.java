package dev.doorward.tools.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.service.ToolFailure;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Whatever a caller gives reaches a real program as one argument, byte by byte, or not at all.
@EnabledOnOs({OS.LINUX, OS.MAC})
final class ArgumentsArriveWholeTest {
  /// Prints each of its arguments on a line of its own, in hexadecimal digits.
  private static final String SHOW =
      """
      for argument; do
        printf '%s' "$argument" | od -An -v -tx1 | tr -d ' \\n'
        echo .
      done
      """;

  @TempDir Path folder;
  private CommandRig rig;
  private String show;

  @BeforeEach
  void furnish() throws IOException {
    rig = new CommandRig(folder);
    show = rig.script("show", SHOW);
  }

  static List<String> values() {
    return List.of(
        "plain",
        "",
        " ",
        "two words",
        "  around  ",
        "tab\there",
        "new\nline",
        "\n",
        "carriage\r\nreturn",
        "'single'",
        "\"double\"",
        "it's \"both\"",
        "back\\slash\\",
        "; rm -rf /",
        "a;b",
        "$(touch pwned)",
        "`touch pwned`",
        "${HOME}",
        "$HOME $$ $? $@",
        "a && b || c",
        "a | b > c < d",
        "2>&1 &",
        "*",
        "?[a-z]{1,2}",
        "~root",
        "!history",
        "# comment",
        "%s%n%x",
        "{x}",
        "a=b",
        "@file",
        "/etc/passwd",
        "../../etc/passwd",
        "\u0001\u001B[31m\u007F",
        "-",
        "--",
        "-rf",
        "--help",
        "-c id",
        "--option=other",
        "x".repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("values")
  void asOneArgumentBehindTheEndOfOptions(String value) throws Exception {
    assertThat(arguments(List.of(show, "--", "{x}", "last"), value))
        .containsExactly("--", value, "last");
  }

  @ParameterizedTest
  @MethodSource("values")
  void asPartOfTheOneOptionThatIsWritten(String value) throws Exception {
    assertThat(arguments(List.of(show, "--name={x}", "-n={x}"), value))
        .containsExactly("--name=" + value, "-n=" + value);
  }

  @ParameterizedTest
  @MethodSource("values")
  void asNoOptionWhereOneCouldStand(String value) throws Exception {
    if (value.startsWith("-")) {
      assertThatThrownBy(() -> arguments(List.of(show, "{x}"), value))
          .isInstanceOfSatisfying(
              ToolFailure.class,
              refused -> assertThat(refused.externalText()).contains("\"x\"", "begin with \"-\""));
    } else {
      assertThat(arguments(List.of(show, "{x}"), value)).containsExactly(value);
    }
  }

  @Test
  void asAnOptionOnlyWhereThatIsDeclared() throws Exception {
    CommandProfile command =
        CommandRig.command(List.of(show, "{x}"), Map.of("x", CommandRig.text(true)));

    assertThat(shown(rig.call(command, Map.of("x", "-rf")))).containsExactly("-rf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\0b", "--\0"})
  void neverWithANul(String value) {
    assertThatThrownBy(() -> arguments(List.of(show, "--", "{x}"), value))
        .isInstanceOf(ToolFailure.class);
  }

  // Under the POSIX locale this machine could only hand on question marks.
  @ParameterizedTest
  @ValueSource(strings = {"é", "e\u0301", "日本", "👩‍👧", "\u202Eabc", "\uFEFF", "\uD800"})
  void asWrittenOrNotAtAll(String value) throws Exception {
    Charset ours = Charset.forName(System.getProperty("sun.jnu.encoding"));
    if (ours.newEncoder().canEncode(value)) {
      assertThat(arguments(List.of(show, "--", "{x}"), value)).containsExactly("--", value);
    } else {
      assertThatThrownBy(() -> arguments(List.of(show, "--", "{x}"), value))
          .isInstanceOf(ToolFailure.class);
    }
  }

  @Test
  void withNothingForWhatIsLeftOut() throws Exception {
    CommandArgument optional =
        new CommandArgument(
            CommandArgument.Type.STRING,
            Map.of("type", "string"),
            false,
            java.util.Optional.empty(),
            false);
    CommandArgument usual =
        new CommandArgument(
            CommandArgument.Type.INTEGER,
            Map.of("type", "integer"),
            false,
            java.util.Optional.of("7"),
            false);
    CommandProfile command =
        CommandRig.command(
            List.of(show, "--a={a}", "{a}", "--b", "{b}"), Map.of("a", optional, "b", usual));

    assertThat(shown(rig.call(command, Map.of()))).containsExactly("--b", "7");
    assertThat(shown(rig.call(command, Map.of("a", "", "b", 8.0))))
        .containsExactly("--a=", "", "--b", "8");
  }

  private List<String> arguments(List<String> run, String value) throws Exception {
    return shown(
        rig.call(CommandRig.command(run, Map.of("x", CommandRig.text(false))), Map.of("x", value)));
  }

  private static List<String> shown(JsonNode answer) {
    return answer
        .get("stdout")
        .stringValue()
        .lines()
        .map(line -> HexFormat.of().parseHex(line.substring(0, line.length() - 1)))
        .map(bytes -> new String(bytes, UTF_8))
        .toList();
  }
}
