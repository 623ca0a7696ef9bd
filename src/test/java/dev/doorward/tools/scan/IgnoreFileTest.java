package dev.doorward.tools.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.inspection.Inspection;
import dev.doorward.inspection.Shapes;
import dev.doorward.sandbox.Sandbox;
import dev.doorward.tools.scan.advisories.Advisories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ignore files that are written to be slow, and what bounds them.
class IgnoreFileTest {
  @TempDir private Path folder;

  @Test
  void followsNoIgnoreFilesThatWouldMakeItSlow() throws Exception {
    String token = "T=" + new Shapes(7).of("ghp_<A36>") + "\n";
    String much = "*a".repeat(120) + "\n";
    write("long/.gitignore", "*\n" + "*a".repeat(129) + "\n");
    write("many/.gitignore", "*\n" + "b\n".repeat(IgnoreFile.MOST_PATTERNS));
    write("much/.gitignore", "*\n" + much.repeat(IgnoreFile.MOST_CHARACTERS / 240 + 1));
    for (String directory : List.of("long", "many", "much", "fits")) {
      write(directory + "/a.txt", token);
    }
    write("fits/.gitignore", "#" + "c".repeat(100_000) + "\n*.txt\n");

    Report report = scan(ScanLimits.COMMAND, System::nanoTime);

    assertThat(report.entries())
        .extracting(each -> each.finding().path())
        .containsExactlyInAnyOrder("long/a.txt", "many/a.txt", "much/a.txt");
    assertThat(report.skipped())
        .containsExactlyInAnyOrder(
            new Skipped("long", Skipped.Reason.IGNORE_FILE),
            new Skipped("many", Skipped.Reason.IGNORE_FILE),
            new Skipped("much", Skipped.Reason.IGNORE_FILE));
    // Each is read twice: to be followed and to be looked into.
    assertThat(report.bytes()).isGreaterThan(200_000);
  }

  @Test
  void allIgnoreFilesOfAScanShareTheRoom() throws Exception {
    for (int i = 0; i < 5; i++) {
      write("d" + i + "/.gitignore", ("*a".repeat(100) + "\n").repeat(90));
    }

    assertThat(scan(ScanLimits.COMMAND, System::nanoTime).skippedCounts())
        .containsEntry(Skipped.Reason.IGNORE_FILE, 2L);
  }

  @Test
  void matchingIgnoreFilesEndsWhenTimeIsUp() throws Exception {
    write(".gitignore", ("*a".repeat(100) + "b\n").repeat(300));
    for (int i = 0; i < 50; i++) {
      write("a".repeat(200) + i, "x\n");
    }
    AtomicLong clock = new AtomicLong();

    Report report =
        scan(
            new ScanLimits(100, Long.MAX_VALUE, 100, Duration.ofSeconds(1)),
            () -> clock.addAndGet(50_000_000));

    assertThat(report.stopped()).contains("it took longer than 1 s");
    assertThat(report.files()).isLessThan(5);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Report scan(ScanLimits limits, LongSupplier nanos) throws Exception {
    return new Scanner(Inspection.standard(), limits, true, Advisories.NONE)
        .scan(
            List.of(Tree.whole(Sandbox.open(folder), "")),
            Baseline.EMPTY,
            Watcher.NOBODY,
            Duration.ofSeconds(1),
            nanos);
  }
}
