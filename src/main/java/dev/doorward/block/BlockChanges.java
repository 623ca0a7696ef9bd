package dev.doorward.block;

import dev.doorward.block.BlockChange.How;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is blocked at a moment, entry by entry, and how that differs from the moment before. Not
/// for several threads at once.
final class BlockChanges {
  private Map<Block.Target, Block> held = Map.of();
  private Instant nextEnd = Instant.MAX;

  /// Takes up a list.
  ///
  /// @return what is new or gone since the last one
  List<BlockChange> take(Collection<Block> list, Instant now) {
    Map<Block.Target, Block> next = new LinkedHashMap<>();
    for (Block block : list) {
      if (now.isBefore(block.until())) {
        next.merge(
            block.target(),
            block,
            (one, other) -> one.until().isAfter(other.until()) ? one : other);
      }
    }
    List<BlockChange> changes = new ArrayList<>();
    held.forEach(
        (target, block) -> {
          if (!next.containsKey(target)) {
            changes.add(
                new BlockChange(now.isBefore(block.until()) ? How.REMOVED : How.ENDED, block));
          }
        });
    next.forEach(
        (target, block) -> {
          if (!block.equals(held.get(target))) {
            changes.add(new BlockChange(How.ADDED, block));
          }
        });
    hold(next);
    return changes;
  }

  /// Lets go what is over.
  List<BlockChange> end(Instant now) {
    if (now.isBefore(nextEnd)) {
      return List.of();
    }
    List<BlockChange> ended = new ArrayList<>();
    Map<Block.Target, Block> rest = new LinkedHashMap<>(held);
    rest.values()
        .removeIf(
            block -> {
              boolean over = !now.isBefore(block.until());
              if (over) {
                ended.add(new BlockChange(How.ENDED, block));
              }
              return over;
            });
    hold(rest);
    return ended;
  }

  /// All that is blocked.
  List<BlockChange> all() {
    return held.values().stream().map(block -> new BlockChange(How.HELD, block)).toList();
  }

  private void hold(Map<Block.Target, Block> blocks) {
    held = blocks;
    nextEnd =
        blocks.values().stream().map(Block::until).min(Instant::compareTo).orElse(Instant.MAX);
  }
}
