package dev.doorward.tools.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorward.caller.Scope;
import dev.doorward.service.Effect;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import dev.doorward.tools.QuietCall;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a command gets of the server, and what the caller gets of the command.
@EnabledOnOs(OS.LINUX)
final class CommandRunTest {
  @TempDir Path folder;
  private CommandRig rig;

  @BeforeEach
  void furnish() throws IOException {
    rig = new CommandRig(folder);
  }

  @Test
  void getsTheVariablesThatAreDeclaredAndNoOther() throws Exception {
    CommandProfile command =
        CommandRig.in(CommandRig.command("/usr/bin/env"), ".", Map.of("A", "b c", "LANG", "C"));

    assertThat(rig.call(command, Map.of()).get("stdout").stringValue().lines())
        .containsExactlyInAnyOrder("A=b c", "LANG=C");
  }

  @Test
  void getsNothingToRead() throws Exception {
    JsonNode answer = rig.call(CommandRig.command("/usr/bin/cat"), Map.of());

    assertThat(answer.get("stdout_bytes").asInt()).isZero();
    assertThat(answer.get("exit_code").asInt()).isZero();
  }

  @Test
  void runsInItsDirectoryOfTheWorkspace() throws Exception {
    Path inner = Files.createDirectories(rig.workspace().resolve("a/b"));
    CommandProfile command =
        CommandRig.in(CommandRig.command("/usr/bin/pwd", "-P"), "a/b", CommandRig.PATH);

    assertThat(rig.call(command, Map.of()).get("stdout").stringValue())
        .isEqualTo(inner.toRealPath() + "\n");
  }

  @Test
  void runsNowhereElseWhenALinkHasTakenItsPlace() throws Exception {
    Path outside = Files.createDirectories(folder.resolve("outside/b"));
    CommandProfile command =
        CommandRig.in(CommandRig.command("/usr/bin/pwd", "-P"), "a/b", CommandRig.PATH);
    Files.createSymbolicLink(rig.workspace().resolve("a"), outside.getParent());
    assertThatThrownBy(() -> rig.call(command, Map.of())).isInstanceOf(ToolFailure.class);

    Files.delete(rig.workspace().resolve("a"));
    Files.createDirectories(rig.workspace().resolve("a"));
    Files.createSymbolicLink(rig.workspace().resolve("a/b"), outside);
    assertThatThrownBy(() -> rig.call(command, Map.of())).isInstanceOf(ToolFailure.class);
  }

  @Test
  void givesItsExitCodeAndBothStreams() throws Exception {
    String script = rig.script("both", "echo out\necho err >&2\nexit 7\n");
    Tool tool = CommandRig.tool(rig.family(CommandRig.command(script)));
    CallToolResult result = tool.call(CommandRig.arguments(Map.of()), QuietCall.ALLOWED);

    assertThat(result.isError()).isTrue();
    assertThat(((TextContent) result.content().getFirst()).text())
        .isEqualTo("exit code 7\n--- stdout\nout\n\n--- stderr\nerr\n");
    JsonNode answer = (JsonNode) result.structuredContent();
    assertThat(answer.get("exit_code").asInt()).isEqualTo(7);
    assertThat(answer.get("stdout").stringValue()).isEqualTo("out\n");
    assertThat(answer.get("stderr").stringValue()).isEqualTo("err\n");
    assertThat(answer.get("stderr_truncated").asBoolean()).isFalse();
  }

  @Test
  void replacesWhatIsNoTextAndCutsNoCharacterInTwo() throws Exception {
    String script =
        rig.script("bytes", "printf 'a\\377b'\nprintf '%0.s\\303\\251' $(seq 1000) >&2\n");
    CommandProfile command =
        CommandRig.with(CommandRig.command(script), Duration.ofSeconds(20), 1_025, 1);
    JsonNode answer = rig.call(command, Map.of());

    assertThat(answer.get("stdout").stringValue()).isEqualTo("a\uFFFDb");
    assertThat(answer.get("stderr").stringValue()).isEqualTo("\u00E9".repeat(512));
    assertThat(answer.get("stderr_bytes").asInt()).isEqualTo(2_000);
    assertThat(answer.get("stderr_truncated").asBoolean()).isTrue();
  }

  @Test
  void saysOnlyThatItCouldNotBeStarted() {
    CommandProfile gone = CommandRig.command(folder.resolve("gone").toString());

    assertThatThrownBy(() -> rig.call(gone, Map.of()))
        .isInstanceOfSatisfying(
            ToolFailure.class,
            refused -> assertThat(refused.externalText()).doesNotContain(folder.toString()));
  }

  @Test
  void needsAPermissionAndScopesOfItsOwn() throws Exception {
    Tool tool = CommandRig.tool(rig.family(CommandRig.command("/usr/bin/true")));

    assertThat(tool.permission()).isEqualTo("tools:call:command");
    assertThat(tool.effect()).isEqualTo(Effect.WRITES);
    assertThat(tool.scopes()).containsExactlyInAnyOrder(Scope.TOOLS_CALL, Scope.TOOLS_WRITE);
    assertThat(tool.definition().annotations().readOnlyHint()).isFalse();
    assertThat(tool.definition().annotations().destructiveHint()).isTrue();
  }

  @Test
  void leavesTheGatewayTimeToAnswer() {
    CommandProfile usual =
        new CommandProfile(
            "usual",
            java.util.Optional.empty(),
            "",
            java.util.List.of(new Element.Literal("/usr/bin/true")),
            Map.of(),
            dev.doorward.sandbox.RelativePath.TOP,
            Map.of(),
            java.util.Optional.empty(),
            1_024,
            1,
            Effect.READS,
            java.util.Set.of());

    assertThat(usual.timeoutWithin(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(30));
    assertThat(usual.timeoutWithin(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(29));
    assertThat(usual.timeoutWithin(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(500));
  }
}
