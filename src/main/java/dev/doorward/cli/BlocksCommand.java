package dev.doorward.cli;

import dev.doorward.block.Block;
import dev.doorward.block.BlockFile;
import java.time.Instant;
import java.util.Comparator;

/// `doorward blocks`: prints who is blocked, a line each, first what ends first.
final class BlocksCommand implements Command {
  private final Surroundings surroundings;

  BlocksCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Form form() {
    return Form.of("blocks", "Prints who is blocked: target, end and reason, split by tabs.")
        .withSettings();
  }

  @Override
  public ExitCode run(Words written) {
    BlockFile file = new BlockFile(new SettingsFlags(surroundings).read(written).data());
    Instant now = surroundings.clock().instant();
    file.read().stream()
        .filter(block -> now.isBefore(block.until()))
        .sorted(Comparator.comparing(Block::until))
        .forEach(
            block ->
                surroundings
                    .out()
                    .println(block.target() + "\t" + block.until() + "\t" + block.reason()));
    return ExitCode.OK;
  }
}
