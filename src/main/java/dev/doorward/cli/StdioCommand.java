package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.ops.logging.LogStream;
import dev.doorward.transport.stdio.StandardStreams;
import java.util.Set;
import org.slf4j.LoggerFactory;

/// `doorward stdio`: serves the client that started this process.
final class StdioCommand implements Command {
  private final Surroundings surroundings;
  private final Doors doors;

  StdioCommand(Surroundings surroundings, Doors doors) {
    this.surroundings = surroundings;
    this.doors = doors;
  }

  @Override
  public Form form() {
    return Form.of("stdio", "Serves the client that started this process, over its pipes.")
        .withSettings()
        .with(Danger.LOCAL);
  }

  @Override
  public ExitCode run(Words written) throws InterruptedException {
    return run(written, StandardStreams.take());
  }

  /// What a training run does with streams of its own.
  ExitCode run(Words written, StandardStreams streams) throws InterruptedException {
    Set<Danger> accepted = Danger.in(written);
    Settings settings =
        new SettingsFlags(surroundings).read(written).accepting(Danger.flags(accepted));
    LogStream.standard().level(settings.log());
    doors.check(settings);
    DataFolder.prepare(settings.data());
    if (!accepted.isEmpty()) {
      LoggerFactory.getLogger(StdioCommand.class)
          .atWarn()
          .addKeyValue("flags", String.join(" ", Danger.flags(accepted)))
          .log("dangerous.start");
    }
    doors.stdio(settings, streams);
    return ExitCode.OK;
  }
}
