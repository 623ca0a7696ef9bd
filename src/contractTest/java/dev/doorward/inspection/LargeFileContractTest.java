package dev.doorward.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorward.conformance.Distribution;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One gigabyte of text in a process whose heap holds a sixteenth of it.
@Tag("long")
class LargeFileContractTest {
  private static final long GIB = 1L << 30;

  @TempDir private Path folder;

  @Test
  void readsOneGigabyteAndFindsItsLastLine() throws Exception {
    byte[] lines =
        "2026-01-01T00:00:00Z INFO request 4711 served in 12 ms\n"
            .repeat(20_000)
            .getBytes(StandardCharsets.UTF_8);
    try (OutputStream file = Files.newOutputStream(folder.resolve("large.log"))) {
      for (long written = 0; written < GIB; written += lines.length) {
        file.write(lines);
      }
      file.write(new Shapes(1).of("token: ghp_<A36>\n").getBytes(StandardCharsets.UTF_8));
    }
    List<String> command = new ArrayList<>(Distribution.command("http"));
    command.add(command.indexOf("-cp"), "-Xmx64m");
    command.addAll(List.of("scan", folder.toString()));
    Path report = folder.resolveSibling(folder.getFileName() + ".report");

    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(report.toFile())
            .start();

    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(report)).isEqualTo(9);
    assertThat(Files.readString(report)).contains("github-token", "Grade F", "MiB");
    Files.delete(report);
  }
}
