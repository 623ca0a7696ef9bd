package dev.doorward.tools.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.inspection.Inspection;
import dev.doorward.sandbox.Sandbox;
import dev.doorward.tools.scan.advisories.Advisories;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Our own sources are held to what we tell others.
class OwnTreeTest {
  @Test
  void gradesAPlusWithAnEmptyBaseline() throws Exception {
    Report report =
        new Scanner(Inspection.standard(), ScanLimits.COMMAND, true, Advisories.NONE)
            .scan(
                List.of(Tree.whole(Sandbox.open(Path.of("")), "")),
                Baseline.EMPTY,
                Watcher.NOBODY,
                Duration.ofSeconds(1),
                System::nanoTime);

    assertThat(report.grade()).as(ReportFormat.TEXT.write(report, "")).isEqualTo(Grade.A_PLUS);
    assertThat(report.files()).isGreaterThan(800);
    assertThat(report.ignored()).isPositive();
  }
}
