package dev.doorward.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class FileSinkTest {
  /// A disk that is full after so many bytes, until it is given more.
  private static final class SmallDisk implements WritableByteChannel {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final CountDownLatch written = new CountDownLatch(1);
    private int room;
    private boolean open = true;

    SmallDisk(int room) {
      this.room = room;
    }

    synchronized void add(int bytes) {
      room += bytes;
    }

    synchronized String text() {
      return taken.toString(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized int write(ByteBuffer bytes) throws IOException {
      if (room == 0) {
        throw new IOException("no space left");
      }
      byte[] some = new byte[Math.min(room, bytes.remaining())];
      bytes.get(some);
      taken.writeBytes(some);
      room -= some.length;
      written.countDown();
      return some.length;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }

  private static ByteBuffer line(String text) {
    return ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void writesWhatNothingWaitsForBeforeTheNextLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("audit.jsonl");
    try (AuditSink.ToFile sink = new AuditSink.ToFile(file)) {
      sink.append(line("intent 1"));
      sink.appendSoon(line("outcome 1"));
      sink.append(line("intent 2"));
      assertThat(Files.readAllLines(file)).containsExactly("intent 1", "outcome 1", "intent 2");
      sink.appendSoon(line("outcome 2"));
    }
    assertThat(Files.readAllLines(file)).endsWith("intent 2", "outcome 2");
  }

  @Test
  @Timeout(60)
  void writesWhatNothingWaitsForEvenWhenNothingFollows() throws Exception {
    SmallDisk disk = new SmallDisk(100);
    AuditSink.ToFile sink = new AuditSink.ToFile(disk);
    sink.appendSoon(line("outcome"));
    disk.written.await();
    assertThat(disk.text()).isEqualTo("outcome\n");
  }

  @Test
  void keepsOutcomesThroughAFullDiskAndForgetsRefusedIntents() throws IOException {
    SmallDisk disk = new SmallDisk("intent 1\nout".length());
    AuditSink.ToFile sink = new AuditSink.ToFile(disk);
    sink.append(line("intent 1"));
    sink.appendSoon(line("outcome 1"));
    assertThatThrownBy(() -> sink.append(line("intent 2"))).isInstanceOf(IOException.class);
    disk.add(100);
    sink.append(line("intent 3"));
    assertThat(disk.text()).isEqualTo("intent 1\noutcome 1\nintent 3\n");
  }

  @Test
  void beginsANewLineAfterOneThatWasCutShort() throws IOException {
    SmallDisk disk = new SmallDisk("intent 1\nint".length());
    AuditSink.ToFile sink = new AuditSink.ToFile(disk);
    sink.append(line("intent 1"));
    assertThatThrownBy(() -> sink.append(line("intent 2"))).isInstanceOf(IOException.class);
    disk.add(100);
    sink.append(line("intent 3"));
    assertThat(disk.text()).isEqualTo("intent 1\nint\nintent 3\n");
  }

  @Test
  void refusesWhatItCannotKeep() {
    SmallDisk full = new SmallDisk(0);
    AuditSink.ToFile sink = new AuditSink.ToFile(full);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                sink.appendSoon(line("x".repeat(100)));
              }
            })
        .isInstanceOf(IOException.class);
  }
}
