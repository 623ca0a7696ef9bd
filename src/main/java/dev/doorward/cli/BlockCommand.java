package dev.doorward.cli;

import dev.doorward.Settings;
import dev.doorward.block.Block;
import dev.doorward.block.BlockFile;
import dev.doorward.cli.settings.Durations;
import dev.doorward.cli.settings.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// `doorward block`: has somebody answered no more, within a second if a server runs.
final class BlockCommand implements Command {
  /// What becomes of a change.
  static final String HEARD = " A running server takes it up and writes it into its audit trail.";

  private static final Duration LONGEST = Duration.ofDays(3_650);

  private final Surroundings surroundings;

  BlockCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Form form() {
    return BlockTarget.flags(
            Form.of("block", "Answers an address, token, subject or client no more."))
        .with("--reason", "text", "Why; only `doorward blocks` tells it.")
        .with("--for", "duration", "For how long, such as 12h; 30d unless given, 3650d at most.")
        .withSettings();
  }

  @Override
  public ExitCode run(Words written) {
    Block.Target target = BlockTarget.of(written);
    Duration life = life(written.one("--for").orElse("30d"));
    Instant now = surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    Block block = block(target, written, now, now.plus(life));
    Settings settings = new SettingsFlags(surroundings).read(written);
    DataFolder.prepare(settings.data());
    new BlockFile(settings.data()).add(block, now);
    surroundings.out().println("Blocked " + target + " until " + block.until() + "." + HEARD);
    return ExitCode.OK;
  }

  private static Block block(Block.Target target, Words written, Instant now, Instant until) {
    String reason =
        written
            .one("--reason")
            .orElseThrow(
                () ->
                    new StartRefused(
                        ExitCode.USAGE, "--reason: it is missing; say why, for whoever lifts it"));
    try {
      return new Block(target, reason, now, until);
    } catch (IllegalArgumentException _) {
      throw new StartRefused(ExitCode.USAGE, "--reason: write one line of 1 to 200 characters");
    }
  }

  private static Duration life(String text) {
    try {
      Duration life = Durations.parse(text);
      if (life.compareTo(Duration.ofSeconds(1)) >= 0 && life.compareTo(LONGEST) <= 0) {
        return life;
      }
    } catch (IllegalArgumentException _) {
      // Refused below, like a time out of bounds.
    }
    throw new StartRefused(
        ExitCode.USAGE,
        "--for: " + Kinds.quoted(text) + " is not a time to block for; write 1s to 3650d");
  }
}
