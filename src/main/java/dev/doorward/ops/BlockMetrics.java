package dev.doorward.ops;

import dev.doorward.block.Blocks;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/// Counts the blocks that are known and what was refused for them: `doorward_blocks`,
/// `doorward_blocks_stale` and `doorward_blocked_total`.
@Singleton
final class BlockMetrics implements MeterBinder {
  private final Blocks blocks;

  BlockMetrics(Blocks blocks) {
    this.blocks = blocks;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("doorward.blocks", blocks, Blocks::size)
        .description("Entries of the block list that holds")
        .register(registry);
    Gauge.builder("doorward.blocks.stale", blocks, now -> now.stale() ? 1 : 0)
        .description("1 while the block list cannot be read and an older one holds")
        .register(registry);
    FunctionCounter.builder("doorward.blocked", blocks, Blocks::refused)
        .description("Requests and streams refused or ended for a block")
        .register(registry);
  }
}
