package dev.doorward.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// What becomes of lines while there is no room for them, and of the chain afterwards.
final class FullDiskTest {
  private static final AuditSettings SMALL =
      new AuditSettings(
          AuditSettings.Target.FILE, 65_536, Duration.ofDays(2), Optional.empty(), List.of());

  @TempDir Path folder;

  /// A disk that is full after so many bytes, until it is given more.
  private static final class SmallDisk implements AuditFiles.Opening {
    private final CountDownLatch written = new CountDownLatch(1);
    private int room;

    SmallDisk(int room) {
      this.room = room;
    }

    synchronized void add(int bytes) {
      room += bytes;
    }

    @Override
    public WritableByteChannel open(Path file, Set<OpenOption> options) throws IOException {
      WritableByteChannel real = AuditFiles.openOwned(file, options);
      return new WritableByteChannel() {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
          synchronized (SmallDisk.this) {
            if (room == 0) {
              throw new IOException("no space left");
            }
            byte[] some = new byte[Math.min(room, bytes.remaining())];
            bytes.get(some);
            room -= some.length;
            written.countDown();
            return real.write(ByteBuffer.wrap(some));
          }
        }

        @Override
        public boolean isOpen() {
          return real.isOpen();
        }

        @Override
        public void close() throws IOException {
          real.close();
        }
      };
    }
  }

  private static AuditLine line(String text) {
    return new AuditLine(1_767_268_800L).text("event", text);
  }

  private FileSink sink(AuditFiles.Opening disk) throws IOException {
    return FileSink.open(folder, SMALL, new SecureRandom(), Optional.empty(), disk);
  }

  private Path file() {
    return folder.resolve("audit.jsonl");
  }

  private List<String> events(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(JsonMapper.shared()::readTree)
        .map(line -> line.path("event").asString())
        .toList();
  }

  private Verification verify() throws IOException {
    try (var files = Files.list(folder)) {
      return new Verifier(AuditKey.read(folder.resolve("audit-key")), List.of())
          .verify(files.filter(file -> file.toString().endsWith(".jsonl")).toList());
    }
  }

  @Test
  @Timeout(60)
  void writesWhatNothingWaitsForEvenWhenNothingFollows() throws Exception {
    SmallDisk disk = new SmallDisk(10_000);
    try (FileSink sink = sink(disk)) {
      sink.appendSoon(line("outcome"));
      disk.written.await();
      // The lock is free again when the line is out.
      sink.head();
      assertThat(events(file())).containsExactly("file_begun", "outcome");
    }
  }

  @Test
  void keepsOutcomesThroughAFullDiskAndForgetsRefusedIntents() throws IOException {
    SmallDisk disk = new SmallDisk(10_000);
    FileSink sink = sink(disk);
    sink.append(line("intent 1"));
    disk.room = 3;
    sink.appendSoon(line("outcome 1"));
    assertThatThrownBy(() -> sink.append(line("intent 2"))).isInstanceOf(IOException.class);
    disk.add(10_000);
    sink.append(line("intent 3"));
    sink.close();
    assertThat(events(file())).containsExactly("file_begun", "intent 1", "outcome 1", "intent 3");
    assertThat(verify().findings()).isEmpty();
  }

  @Test
  void tellsOfALineThatWasCutShortHoweverOftenItHappens() throws IOException {
    SmallDisk disk = new SmallDisk(10_000);
    FileSink sink = sink(disk);
    sink.append(line("intent 1"));
    for (int room : List.of(7, 0, 1, 5, 0)) {
      disk.room = room;
      assertThatThrownBy(() -> sink.append(line("refused"))).isInstanceOf(IOException.class);
    }
    disk.add(10_000);
    sink.append(line("intent 2"));
    sink.close();
    assertThat(Files.readString(file())).doesNotContain("\"event\":\"refused\",");
    Verification found = verify();
    assertThat(found.findings()).isEmpty();
    assertThat(found.remarks()).anyMatch(remark -> remark.contains("cut short, as the line after"));
  }

  @Test
  void countsALineOfWhichOnlyTheBreakIsMissing() throws IOException {
    SmallDisk disk = new SmallDisk(10_000);
    FileSink sink = sink(disk);
    sink.append(line("intent 1"));
    long before = Files.size(file());
    sink.append(line("intent 2"));
    disk.room = (int) (Files.size(file()) - before) - 1;
    assertThatThrownBy(() -> sink.append(line("intent 3"))).isInstanceOf(IOException.class);
    disk.add(10_000);
    sink.append(line("intent 4"));
    sink.close();
    assertThat(verify().findings()).isEmpty();
  }

  @Test
  void refusesWhatItCannotKeep() throws IOException {
    FileSink sink = sink(new SmallDisk(0));
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                sink.appendSoon(line("x".repeat(100)));
              }
            })
        .isInstanceOf(IOException.class);
  }
}
