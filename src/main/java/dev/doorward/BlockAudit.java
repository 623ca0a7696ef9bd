package dev.doorward;

import dev.doorward.audit.AuditTrail;
import dev.doorward.audit.BlockEvent;
import dev.doorward.block.Block;
import dev.doorward.block.BlockChange;
import dev.doorward.block.BlockObserver;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Puts into the audit trail what becomes of the block list. The first entries that change at once
/// are written one by one, the rest are counted.
final class BlockAudit implements BlockObserver {
  static final int WRITTEN_AT_ONCE = 100;

  private final AuditTrail audit;

  BlockAudit(AuditTrail audit) {
    this.audit = audit;
  }

  @Override
  public void changed(List<BlockChange> changes) {
    Map<BlockChange.How, Long> counted = new EnumMap<>(BlockChange.How.class);
    for (int i = 0; i < changes.size(); i++) {
      BlockChange change = changes.get(i);
      if (i < WRITTEN_AT_ONCE) {
        audit.blocks(event(change));
      } else {
        counted.merge(change.how(), 1L, Long::sum);
      }
    }
    counted.forEach((how, count) -> audit.blocks(new BlockEvent.Counted(label(how), count)));
  }

  @Override
  public void kept(int blocks) {
    audit.blocks(new BlockEvent.Kept(blocks));
  }

  private static BlockEvent event(BlockChange change) {
    Block block = change.block();
    return new BlockEvent(
        label(change.how()),
        block.target().kind().label(),
        block.target().value(),
        block.target().issuer(),
        block.reason(),
        block.until());
  }

  private static String label(BlockChange.How how) {
    return how.name().toLowerCase(Locale.ROOT);
  }
}
