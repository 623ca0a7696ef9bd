package dev.doorward.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.health.HealthStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The framework shows the last of all statuses in their own order.
final class HealthOrderTest {
  @Test
  void whatIsWorseIsNeverHiddenByWhatIsBetter() {
    List<HealthStatus> expected =
        List.of(HealthStatus.UP, DangersHealth.DANGEROUS, BlocksHealth.STALE, HealthStatus.DOWN);

    assertThat(expected.reversed().stream().sorted()).containsExactlyElementsOf(expected);
    assertThat(expected.stream().sorted()).containsExactlyElementsOf(expected);
  }
}
