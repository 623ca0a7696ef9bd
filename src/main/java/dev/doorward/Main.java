package dev.doorward;

import dev.doorward.cli.Commands;
import dev.doorward.cli.Surroundings;

/// The process: runs one command and ends with its exit code.
final class Main {
  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    Commands commands = new Commands(Surroundings.ofThisProcess(), new HouseDoors());
    System.exit(commands.run(arguments).number());
  }
}
