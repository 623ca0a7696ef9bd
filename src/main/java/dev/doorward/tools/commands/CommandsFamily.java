package dev.doorward.tools.commands;

import dev.doorward.sandbox.Sandbox;
import dev.doorward.service.Tool;
import dev.doorward.service.Toolset;
import java.io.Closeable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// The command family as the composition sees it. It starts nothing before it is called.
public final class CommandsFamily implements Closeable {
  /// The name this family is enabled and disabled by.
  public static final String NAME = "commands";

  private final RunningCommands running = new RunningCommands();
  private final Toolset toolset;

  /// @param workspace where every command runs
  /// @param deadline of the gateway, within which the answer must be given
  public CommandsFamily(Collection<CommandProfile> commands, Sandbox workspace, Duration deadline) {
    List<Tool> tools =
        commands.stream()
            .<Tool>map(
                command ->
                    new CommandTool(
                        command,
                        new CommandRun(
                            command, workspace, command.timeoutWithin(deadline), running)))
            .toList();
    this.toolset = Toolset.ofTools(NAME, tools);
  }

  /// What the family brings to the catalog.
  public Toolset toolset() {
    return toolset;
  }

  /// Has everybody who runs ended when the process is told to end. For a door that does not wait
  /// for calls then; the other calls [#close] when its calls have ended.
  public void endWithTheProcess() {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("commands-end").unstarted(running::end));
  }

  /// Ends every command that runs, and starts none any more.
  @Override
  public void close() {
    running.end();
  }
}
