package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.Settings;
import dev.doorward.caller.Scope;
import dev.doorward.service.Effect;
import dev.doorward.tools.commands.CommandArgument;
import dev.doorward.tools.commands.CommandProfile;
import dev.doorward.tools.commands.Element;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandSectionTest {
  @TempDir Path folder;

  private Settings read(String commands) throws IOException {
    Path file = Files.writeString(folder.resolve("doorward.yml"), commands);
    return new StartSettings(Map.of(), folder, Optional.empty())
        .read(Optional.of(file.toString()), Map.of());
  }

  @Test
  void noneAreDeclaredUnlessWritten() throws IOException {
    assertThat(read("").commands()).isEmpty();
  }

  @Test
  void aShortOneHasItsDefaults() throws IOException {
    CommandProfile command =
        read("commands:\n  disks:\n    description: How full.\n    run: [/bin/df, -h]\n")
            .commands()
            .get("disks");

    assertThat(command.name()).isEqualTo("disks");
    assertThat(command.run())
        .containsExactly(new Element.Literal("/bin/df"), new Element.Literal("-h"));
    assertThat(command.arguments()).isEmpty();
    assertThat(command.environment()).isEmpty();
    assertThat(command.directory().isTop()).isTrue();
    assertThat(command.timeout()).isEmpty();
    assertThat(command.timeoutWithin(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(30));
    assertThat(command.outputBytes()).isEqualTo(65_536);
    assertThat(command.atOnce()).isEqualTo(4);
    assertThat(command.effect()).isEqualTo(Effect.WRITES);
    assertThat(command.moreScopes()).isEmpty();
  }

  @Test
  void aLongOneIsReadWhole() throws IOException {
    CommandProfile command =
        read("""
                commands:
                  log:
                    title: History
                    description: The last changes.
                    run: [/usr/bin/git, log, "--max-count={count}", "a, b", --, "{path}"]
                    arguments:
                      count: {type: integer, description: How many., default: 5, minimum: 1, maximum: 50}
                      path: {type: string, description: Which file., pattern: "[a-z]+", max-length: 20, may-begin-with-dash: true}
                    directory: docs/inner
                    environment: {LANG: C.UTF-8}
                    timeout: 5s
                    output-bytes: 4096
                    at-once: 2
                    effect: reads
                    scopes: [mcp:resources.read]
                """)
            .commands()
            .get("log");

    assertThat(command.title()).contains("History");
    assertThat(command.run())
        .contains(
            new Element.Value("--max-count=", "count"),
            new Element.Literal("a, b"),
            new Element.Value("", "path"));
    assertThat(command.directory()).hasToString("docs/inner");
    assertThat(command.environment()).containsExactly(Map.entry("LANG", "C.UTF-8"));
    assertThat(command.timeout()).contains(Duration.ofSeconds(5));
    assertThat(command.outputBytes()).isEqualTo(4_096);
    assertThat(command.atOnce()).isEqualTo(2);
    assertThat(command.effect()).isEqualTo(Effect.READS);
    assertThat(command.moreScopes()).containsExactly(Scope.RESOURCES_READ);
    CommandArgument count = command.arguments().get("count");
    assertThat(count.schema())
        .containsEntry("minimum", 1L)
        .containsEntry("maximum", 50L)
        .containsEntry("default", 5L);
    assertThat(count.required()).isFalse();
    CommandArgument path = command.arguments().get("path");
    assertThat(path.schema())
        .containsEntry("pattern", "^(?:[a-z]+)$")
        .containsEntry("maxLength", 20);
    assertThat(path.required()).isTrue();
    assertThat(path.mayBeginWithDash()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "description: d, run: []                                | run: it names no program",
        "description: d                                         | run: it names no program",
        "run: [/bin/a]                                          | description: it is missing",
        "description: d, run: /bin/a                            | run: a list is expected",
        "description: d, run: ['{x}']                           | run: it names no program",
        "description: d, run: [/bin/a, 'a{x}']                  | has a placeholder as a part of it",
        "description: d, run: [/bin/a, '{x}{y}']                | has a placeholder as a part of it",
        "description: d, run: [/bin/a, '-n{x}']                 | has a placeholder as a part of it",
        "description: d, run: [/bin/a, '=1 --b={x}']            | has a placeholder as a part of it",
        "description: d, run: [/bin/a, '{x}']                   | there is no argument 'x'",
        "description: d, run: [/bin/a], rnu: 1                  | did you mean run?",
        "description: d, run: [/bin/a], timeout: 10m            | timeout: it is out of range",
        "description: d, run: [/bin/a], timeout: 10ms           | timeout: it is out of range",
        "description: d, run: [/bin/a], timeout: soon           | is not a duration",
        "description: d, run: [/bin/a], output-bytes: 10        | output-bytes: it is out of range",
        "description: d, run: [/bin/a], at-once: 0              | at-once: it is out of range",
        "description: d, run: [/bin/a], effect: harmless        | effect: 'harmless' is not one of",
        "description: d, run: [/bin/a], scopes: [mcp:tools.cal] | did you mean mcp:tools.call?",
        "description: d, run: [/bin/a], directory: ../x         | directory: '../x' is no path below",
        "description: d, run: [/bin/a], directory: /etc         | directory: '/etc' is no path below",
        "description: d, run: [/bin/a], environment: {A-B: c}   | environment.A-B: a variable cannot",
        "description: d, run: [/bin/a], environment: [A]        | environment: a mapping is expected",
        "description: d, run: [/bin/a], arguments: {x: {type: string, description: d}} | arguments.x: nothing in run uses it",
        "description: d, run: [/bin/a, '{X}'], arguments: {X: {type: string, description: d}} | an argument cannot have this name",
        "description: d, run: [/bin/a, '{x}'], arguments: {x: {type: text, description: d}} | arguments.x.type: 'text' is not one of",
        "description: d, run: [/bin/a, '{x}'], arguments: {x: {type: string}} | arguments.x.description: it is missing",
        "description: d, run: [/bin/a, '{x}'], arguments: {x: {type: integer, description: d, pattern: a}} | arguments.x.pattern: there is no such key",
        "description: d, run: [/bin/a, '{x}'], arguments: {x: {type: string, description: d, pattern: '(?=a)'}} | no regular expression of linear time",
        "description: d, run: [/bin/a, '{x}'], arguments: {x: {type: integer, description: d, default: 1.5}} | is no whole number",
        "description: d, run: [/bin/a, '{x}'], arguments: {x: {type: integer, description: d, minimum: 1e9}} | is no number that is exact",
        "description: d, run: [/bin/a, '{x}'], arguments: {x: {type: string, description: d, default: a, required: true}} | nothing would ever take it",
        "description: d, run: [/bin/a, -n, '{x}'], arguments: {x: {type: string, description: d, required: false}} | '-n' would be left without it",
        "description: d, run: [/bin/a, '{x}', '{y}'], arguments: {x: {type: string, description: d, required: false}, y: {type: string, description: d}} | arguments.x: it may be left out, and what follows it",
        "description: d, run: [/bin/a, '{x}', '--b={y}', last], arguments: {x: {type: string, description: d, required: false}, y: {type: string, description: d}} | arguments.x: it may be left out, and what follows it"
      })
  void whatMakesNoSenseIsRefusedWithItsKey(String fields, String told) {
    assertThatThrownBy(() -> read("commands:\n  c: {" + fields + "}\n"))
        .isInstanceOfSatisfying(
            SettingsRefused.class,
            refused ->
                assertThat(refused.line().replace(" (doorward.yml)", ""))
                    .startsWith("commands.c")
                    .contains(told));
  }

  @Test
  void whatMayBeLeftOutStandsLastOrHasADefault() throws IOException {
    String fine = "commands:\n  c: {description: d, run: [/bin/a, %s], arguments: {x: {%s}}}\n";
    String text = "type: string, description: d";

    assertThat(read(fine.formatted("--, '{x}'", text + ", required: false")).commands()).hasSize(1);
    assertThat(read(fine.formatted("'{x}', b", text + ", default: c")).commands()).hasSize(1);
    assertThat(read(fine.formatted("'--x={x}', b", text + ", required: false")).commands())
        .hasSize(1);
  }

  @Test
  void aNameThatNoToolCanHaveIsRefused() {
    assertThatThrownBy(() -> read("commands:\n  a b: {description: d, run: [/bin/a]}\n"))
        .isInstanceOfSatisfying(
            SettingsRefused.class,
            refused -> assertThat(refused.line()).contains("a command cannot have this name"));
    assertThatThrownBy(() -> read("commands: [a]\n")).isInstanceOf(SettingsRefused.class);
    assertThatThrownBy(() -> read("commands:\n  a: b\n")).isInstanceOf(SettingsRefused.class);
  }
}
