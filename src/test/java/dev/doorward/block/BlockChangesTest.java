package dev.doorward.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.block.BlockChange.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody who listens hears of the list.
final class BlockChangesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final List<String> heard = new ArrayList<>();
  @TempDir Path folder;
  private BlockFile file;

  @BeforeEach
  void open() {
    file = new BlockFile(folder);
  }

  private final BlockObserver ear =
      new BlockObserver() {
        @Override
        public void changed(List<BlockChange> changes) {
          for (BlockChange change : changes) {
            heard.add(
                change.how()
                    + " "
                    + change.block().target().value()
                    + " "
                    + change.block().reason());
          }
        }

        @Override
        public void kept(int blocks) {
          heard.add("KEPT " + blocks);
        }
      };

  private static Block.Target client(String name) {
    return new Block.Target(Block.Kind.CLIENT, name, Optional.empty());
  }

  private void block(String name, String reason, Duration life) {
    file.add(new Block(client(name), reason, now.get(), now.get().plus(life)), now.get());
  }

  private Blocks listening() {
    Blocks blocks = new Blocks(folder, now::get);
    blocks.tell(ear);
    return blocks;
  }

  @Test
  void whatHoldsAtTheStartIsHeardOnce() {
    block("old", "sends garbage", Duration.ofHours(1));
    Blocks blocks = listening();
    blocks.look();

    assertThat(heard).containsExactly(How.HELD + " old sends garbage");
  }

  @Test
  void additionsChangesAndRemovalsAreHeardOneByOne() {
    Blocks blocks = listening();
    block("a", "one", Duration.ofHours(1));
    block("b", "two", Duration.ofHours(1));
    blocks.look();
    block("b", "three", Duration.ofHours(1));
    file.remove(client("a"), now.get());
    blocks.look();
    blocks.look();

    assertThat(heard)
        .containsExactly("ADDED a one", "ADDED b two", "REMOVED a one", "ADDED b three");
  }

  @Test
  void theEndOfABlockIsHeardOnceAndWithoutAChangeOfTheFile() {
    block("a", "one", Duration.ofMinutes(1));
    Blocks blocks = listening();
    now.set(NOON.plusSeconds(59));
    blocks.look();
    assertThat(heard).containsExactly("HELD a one");
    now.set(NOON.plusSeconds(60));
    blocks.look();
    blocks.look();
    block("b", "two", Duration.ofMinutes(1));
    blocks.look();

    assertThat(heard).containsExactly("HELD a one", "ENDED a one", "ADDED b two");
  }

  @Test
  void aListThatCannotBeUsedIsHeard() throws IOException {
    block("a", "one", Duration.ofHours(1));
    Blocks blocks = listening();
    Files.writeString(folder.resolve("blocks.json"), "no list");
    blocks.look();
    blocks.look();

    assertThat(heard).containsExactly("HELD a one", "KEPT 1");
  }
}
