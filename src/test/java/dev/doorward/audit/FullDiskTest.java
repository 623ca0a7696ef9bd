package dev.doorward.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// What becomes of lines while there is no room for them, and of the chain afterwards.
final class FullDiskTest {
  private static final AuditSettings SMALL =
      new AuditSettings(
          AuditSettings.Target.FILE, 65_536, Duration.ofDays(2), Optional.empty(), List.of());

  @TempDir Path folder;
  private final List<FileSink> opened = new ArrayList<>();

  /// A disk that is full after so many bytes, until it is given more.
  private static final class SmallDisk implements AuditFiles.Opening {
    private final CountDownLatch written = new CountDownLatch(1);
    private final CountDownLatch refused = new CountDownLatch(1);
    private int room;

    SmallDisk(int room) {
      this.room = room;
    }

    synchronized void room(int bytes) {
      room = bytes;
    }

    @Override
    public WritableByteChannel open(Path file, Set<OpenOption> options) throws IOException {
      WritableByteChannel real = AuditFiles.openOwned(file, options);
      return new WritableByteChannel() {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
          synchronized (SmallDisk.this) {
            if (room == 0) {
              refused.countDown();
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
    FileSink sink = FileSink.open(folder, SMALL, new SecureRandom(), Optional.empty(), disk);
    opened.add(sink);
    return sink;
  }

  /// One that was left as if killed would go on trying, in a folder that is being removed.
  @AfterEach
  void close() {
    for (FileSink sink : opened) {
      try {
        sink.close();
      } catch (IOException _) {
        // Its disk is full.
      }
    }
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
    return verify(folder);
  }

  private static Verification verify(Path in) throws IOException {
    try (var files = Files.list(in)) {
      return new Verifier(AuditKey.read(in.resolve("audit-key")), List.of())
          .verify(files.filter(file -> file.toString().endsWith(".jsonl")).toList());
    }
  }

  /// What a process killed now would leave behind.
  private Path leftBehind() throws IOException {
    Path left = Files.createDirectory(folder.resolve("left"));
    for (String name : List.of("audit.jsonl", "audit.journal", "audit-key")) {
      Files.copy(folder.resolve(name), left.resolve(name));
    }
    return left;
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
  @Timeout(60)
  void takesNothingThatSomethingWaitsForWhileTheDiskIsFullAndLosesNothing() throws Exception {
    SmallDisk disk = new SmallDisk(10_000);
    FileSink sink = sink(disk);
    sink.append(line("intent 1"));
    disk.room(3);
    sink.appendSoon(line("outcome 1"));
    disk.refused.await();
    long taken = verify().lines();
    assertThatThrownBy(() -> sink.append(line("refused"))).isInstanceOf(IOException.class);
    sink.appendSoon(line("outcome of the refused"));
    assertThat(verify().lines()).isEqualTo(taken + 1);
    disk.room(100_000);
    sink.append(line("last intent"));
    sink.close();
    assertThat(events(file()))
        .startsWith("file_begun", "intent 1", "outcome 1")
        .endsWith("outcome of the refused", "last intent")
        .doesNotContain("refused");
    assertThat(verify().findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 200, 10_000})
  @Timeout(60)
  void aProcessKilledOnAFullDiskLeavesItsLinesToTheNext(int room) throws IOException {
    FileSink sink = sink(new SmallDisk(room));
    sink.append(line("intent"));
    sink.appendSoon(line("outcome"));
    Path left = leftBehind();

    assertThat(verify(left).findings()).isEmpty();
    assertThat(verify(left).lines()).isEqualTo(3);
    try (FileSink next = FileSink.open(left, SMALL, new SecureRandom(), Optional.empty())) {
      next.append(new AuditLine(System.currentTimeMillis() / 1_000).text("event", "next"));
    }
    assertThat(events(left.resolve("audit.jsonl"))).startsWith("file_begun", "intent", "outcome");
    assertThat(verify(left).lines()).isGreaterThanOrEqualTo(4);
    assertThat(verify(left).findings()).isEmpty();
  }

  @Test
  @Timeout(60)
  void triesAgainByItselfWhenNobodyComesAnyMore() throws Exception {
    SmallDisk disk = new SmallDisk(0);
    try (FileSink sink = sink(disk)) {
      sink.append(line("intent"));
      disk.refused.await();
      while (!sink.failing()) {
        Thread.onSpinWait();
      }
      disk.room(10_000);
      while (sink.failing()) {
        Thread.onSpinWait();
      }
      assertThat(events(file())).containsExactly("file_begun", "intent");
    }
  }

  @Test
  void keepsAJournalThatIsOfAnotherFileAndSaysSo() throws IOException {
    FileSink sink = sink(new SmallDisk(0));
    sink.append(line("intent"));
    Path left = leftBehind();
    Files.writeString(left.resolve("audit.jsonl"), "x".repeat(4_000));

    try (FileSink next = FileSink.open(left, SMALL, new SecureRandom(), Optional.empty())) {
      next.append(line("next"));
    }

    assertThat(events(left.resolve("audit.jsonl")))
        .containsExactly("file_begun", "file_set_aside", "file_set_aside", "next");
    try (var files = Files.list(left)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.matches("audit\\.set-aside\\.\\d+\\.journal"));
    }
  }

  @Test
  void takesNoLineFromAJournalThatAPowerLossDamaged() throws IOException {
    FileSink sink = sink(new SmallDisk(0));
    sink.append(line("intent"));
    sink.append(line("another"));
    Path left = leftBehind();
    Path journal = left.resolve("audit.journal");
    byte[] bytes = Files.readAllBytes(journal);
    // A part that never reached the disk.
    int part = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"intent\"");
    Arrays.fill(bytes, part, part + 64, (byte) 0);
    Files.write(journal, bytes);

    try (FileSink next = FileSink.open(left, SMALL, new SecureRandom(), Optional.empty())) {
      next.append(line("next"));
    }

    assertThat(events(left.resolve("audit.jsonl")))
        .containsExactly("file_begun", "file_set_aside", "next");
    assertThat(verify(left).findings()).isEmpty();
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
