package dev.doorward.ops;

import dev.doorward.block.Blocks;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/// Says `STALE_BLOCKS` while the block list cannot be read and an older one holds. Calls are served
/// all the same: a bad edit must not take the server away.
@Singleton
@Readiness
final class BlocksHealth implements HealthIndicator {
  // Said to be operational it would count like UP, and the first of both would be shown.
  private static final HealthStatus STALE =
      new HealthStatus("STALE_BLOCKS", "the block list cannot be read", null, 500);

  private final Blocks blocks;

  BlocksHealth(Blocks blocks) {
    this.blocks = blocks;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.just(
        HealthResult.builder("blocks", blocks.stale() ? STALE : HealthStatus.UP).build());
  }
}
