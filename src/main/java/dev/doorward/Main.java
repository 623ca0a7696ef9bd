package dev.doorward;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `doorward` command.
@Command(
    name = "doorward",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    description = "Keeps the doors to your tools.")
final class Main implements Callable<Integer> {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() {
    CommandLine.usage(this, System.err);
    return CommandLine.ExitCode.USAGE;
  }
}
