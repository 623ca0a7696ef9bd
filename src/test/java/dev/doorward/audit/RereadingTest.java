package dev.doorward.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that a running server finishes and begins while they are read.
final class RereadingTest {
  private static final long DAY = 86_400;
  private static final long BEGUN = 1_767_268_800L;
  private static final AuditSettings SETTINGS =
      new AuditSettings(
          AuditSettings.Target.FILE, 65_536, Duration.ofDays(3_000), Optional.empty(), List.of());

  @TempDir Path folder;

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "audit*.jsonl")) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Collections.sort(files);
    return files;
  }

  private static AuditLine line(long day, String text) {
    return new AuditLine(BEGUN + day * DAY).text("event", text);
  }

  @Test
  void looksAgainWhenAFileWasFinishedBehindItsBack() throws IOException {
    try (FileSink sink = FileSink.open(folder, SETTINGS, new SecureRandom(), Optional.empty())) {
      // The file's own day is that of its making; the first line after it begins another.
      sink.append(line(0, "one"));
      sink.append(line(1, "two"));
      sink.append(line(2, "three"));
      AtomicInteger listed = new AtomicInteger();
      Verification found =
          Rereading.verify(
              AuditKey.read(folder.resolve("audit-key")),
              List.of(),
              () -> {
                List<Path> now = files();
                if (listed.getAndIncrement() == 0) {
                  try {
                    sink.append(line(3, "four"));
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                }
                return now;
              });

      assertThat(listed).hasValueGreaterThan(1);
      assertThat(found.findings()).isEmpty();
    }
  }

  @Test
  void saysWhatIsWrongWithFilesThatDoNotChange() throws IOException {
    try (FileSink sink = FileSink.open(folder, SETTINGS, new SecureRandom(), Optional.empty())) {
      sink.append(line(0, "one"));
      sink.append(line(0, "two"));
    }
    Path file = folder.resolve("audit.jsonl");
    Files.writeString(file, Files.readString(file).replace("\"one\"", "\"eno\""));

    assertThat(
            Rereading.verify(AuditKey.read(folder.resolve("audit-key")), List.of(), this::files)
                .findings())
        .isNotEmpty();
  }

  @Test
  @Timeout(60)
  void neverReportsARunningServerThatOnlyWrites() throws Exception {
    try (FileSink sink = FileSink.open(folder, SETTINGS, new SecureRandom(), Optional.empty())) {
      sink.append(line(0, "first"));
      Thread writer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < 20_000; i++) {
                        sink.append(line(i / 2_000, "intent " + i));
                      }
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  });
      while (writer.isAlive()) {
        assertThat(
                Rereading.verify(AuditKey.read(folder.resolve("audit-key")), List.of(), this::files)
                    .findings())
            .isEmpty();
      }
      writer.join();
    }
  }
}
