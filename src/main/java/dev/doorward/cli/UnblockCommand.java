package dev.doorward.cli;

import dev.doorward.block.Block;
import dev.doorward.block.BlockFile;

/// `doorward unblock`: lifts a block before it ends.
final class UnblockCommand implements Command {
  private final Surroundings surroundings;

  UnblockCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Form form() {
    return BlockTarget.flags(Form.of("unblock", "Lifts a block, named exactly as it was set."))
        .withSettings();
  }

  @Override
  public ExitCode run(Words written) {
    Block.Target target = BlockTarget.of(written);
    BlockFile file = new BlockFile(new SettingsFlags(surroundings).read(written).data());
    if (file.read().isEmpty() || !file.remove(target, surroundings.clock().instant())) {
      throw new StartRefused(
          ExitCode.NOT_THERE,
          "nothing is blocked as " + target + "; see what is with doorward blocks");
    }
    surroundings.out().println("Unblocked " + target + "." + BlockCommand.HEARD);
    return ExitCode.OK;
  }
}
