package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.ops.logging.LogStream;
import dev.doorward.transport.stdio.StandardStreams;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `doorward stdio`: serves the client that started this process.
final class StdioCommand implements Command {
  private final Surroundings surroundings;
  private final Doors doors;

  StdioCommand(Surroundings surroundings, Doors doors) {
    this.surroundings = surroundings;
    this.doors = doors;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("stdio");
    spec.usageMessage().description("Serves the client that started this process, over its pipes.");
    return SettingsFlags.addTo(spec);
  }

  @Override
  public ExitCode run(ParseResult written) throws InterruptedException {
    StandardStreams streams = StandardStreams.take();
    Settings settings = new SettingsFlags(surroundings).read(written);
    LogStream.standard().level(settings.log());
    DataFolder.prepare(settings.data());
    doors.stdio(settings, streams);
    return ExitCode.OK;
  }
}
