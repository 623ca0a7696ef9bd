package dev.doorward.tools.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.sandbox.RelativePath;
import dev.doorward.sandbox.Sandbox;
import dev.doorward.service.Arguments;
import dev.doorward.service.Call;
import dev.doorward.service.Effect;
import dev.doorward.service.ObjectSchema;
import dev.doorward.service.Tool;
import dev.doorward.service.ToolFailure;
import dev.doorward.tools.OutputCheck;
import dev.doorward.tools.QuietCall;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Declared commands over real programs, in folders of their own.
final class CommandRig {
  static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

  private final Path folder;
  private final Path workspace;

  CommandRig(Path folder) throws IOException {
    this.folder = folder;
    this.workspace = Files.createDirectories(folder.resolve("workspace"));
  }

  Path workspace() {
    return workspace;
  }

  /// A script outside of the workspace.
  String script(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file.toString();
  }

  static CommandProfile command(List<String> run, Map<String, CommandArgument> arguments) {
    return new CommandProfile(
        "command",
        Optional.empty(),
        "For a test.",
        run.stream().map(Element::parse).toList(),
        arguments,
        RelativePath.TOP,
        PATH,
        Optional.of(Duration.ofSeconds(20)),
        CommandProfile.USUAL_OUTPUT_BYTES,
        CommandProfile.USUAL_AT_ONCE,
        Effect.WRITES,
        Set.of());
  }

  static CommandProfile command(String... run) {
    return command(List.of(run), Map.of());
  }

  static CommandProfile within(CommandProfile command, Duration timeout) {
    return with(command, timeout, command.outputBytes(), command.atOnce());
  }

  static CommandProfile with(
      CommandProfile command, Duration timeout, int outputBytes, int atOnce) {
    return new CommandProfile(
        command.name(),
        command.title(),
        command.description(),
        command.run(),
        command.arguments(),
        command.directory(),
        command.environment(),
        Optional.of(timeout),
        outputBytes,
        atOnce,
        command.effect(),
        command.moreScopes());
  }

  static CommandProfile in(
      CommandProfile command, String directory, Map<String, String> variables) {
    return new CommandProfile(
        command.name(),
        command.title(),
        command.description(),
        command.run(),
        command.arguments(),
        RelativePath.parse(directory).orElse(RelativePath.TOP),
        variables,
        command.timeout(),
        command.outputBytes(),
        command.atOnce(),
        command.effect(),
        command.moreScopes());
  }

  static CommandArgument text(boolean mayBeginWithDash) {
    return new CommandArgument(
        CommandArgument.Type.STRING,
        ObjectSchema.text("Anything."),
        true,
        Optional.empty(),
        mayBeginWithDash);
  }

  CommandsFamily family(CommandProfile command) throws IOException {
    return new CommandsFamily(List.of(command), Sandbox.open(workspace), Duration.ofMinutes(1));
  }

  static Tool tool(CommandsFamily family) {
    return family.toolset().tools().getFirst();
  }

  /// Calls it and holds the answer to its schema.
  JsonNode call(CommandProfile command, Map<String, ?> arguments)
      throws IOException, ToolFailure, InterruptedException {
    return call(tool(family(command)), arguments, QuietCall.ALLOWED);
  }

  static JsonNode call(Tool tool, Map<String, ?> arguments, Call call)
      throws ToolFailure, InterruptedException {
    CallToolResult result = tool.call(arguments(arguments), call);
    JsonNode answer = OutputCheck.checked(tool, result);
    assertThat(result.isError()).isEqualTo(answer.path("exit_code").asInt(-1) != 0);
    return answer;
  }

  static Arguments arguments(Map<String, ?> values) {
    return new Arguments((ObjectNode) JsonMapper.shared().<JsonNode>valueToTree(values));
  }

  /// Whether a process runs; one that has ended and that nobody asked about is gone.
  static boolean runs(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException _) {
      return false;
    }
  }
}
