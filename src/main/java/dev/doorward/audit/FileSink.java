package dev.doorward.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Files that hold one chain of lines.
///
/// A line is safe from the end of this process when it is in the journal, and in its file within
/// [#LINGER]; what a killed process left in its journal the next one writes. When either reaches
/// the disk is the operating system's business. While lines cannot be moved to the file, no other
/// is taken that something waits for.
public final class FileSink implements AuditSink {
  /// How long a line stays in the journal.
  static final Duration LINGER = Duration.ofMillis(10);

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final AuditFiles files;
  private final ChainedFiles chain;
  private final Duration keep;
  private final Optional<OutputStream> copy;
  private boolean flushDue;
  // The last attempt to take a line, or to move lines to the file, failed.
  private volatile boolean failing;

  private FileSink(
      AuditFiles files,
      AuditKey key,
      AuditSettings settings,
      RandomGenerator random,
      Optional<OutputStream> copy)
      throws IOException {
    this.files = files;
    this.keep = settings.keep();
    this.copy = copy;
    this.chain =
        new ChainedFiles(
            files,
            key,
            settings.fileBytes(),
            random,
            now -> Thread.ofVirtual().name("audit-retention").start(() -> removeOld(now)));
  }

  /// Opens the files in an existing folder, and makes the key when none is configured and none is
  /// there. The chain is taken up with the first line.
  ///
  /// @param copy gets every line as well
  /// @throws AuditKeyRefused for a key file that must not be used
  public static FileSink open(
      Path folder, AuditSettings settings, RandomGenerator random, Optional<OutputStream> copy)
      throws IOException {
    return open(
        folder, settings, random, copy, (file, options) -> AuditFiles.openOwned(file, options));
  }

  static FileSink open(
      Path folder,
      AuditSettings settings,
      RandomGenerator random,
      Optional<OutputStream> copy,
      AuditFiles.Opening opening)
      throws IOException {
    AuditKey key = AuditKey.readOrMake(folder, settings, random);
    AuditFiles files = AuditFiles.claim(folder, opening);
    try {
      return new FileSink(files, key, settings, random, copy);
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  @Override
  public synchronized void append(AuditLine line) throws IOException {
    try {
      if (failing) {
        chain.writeWaiting();
      }
      ByteBuffer sealed = chain.keep(line);
      if (chain.lasting()) {
        flushAfter(LINGER);
      } else {
        // Should it fail, the line comes out later, followed by the refusal of its call.
        chain.writeWaiting();
      }
      copied(sealed);
      failing = false;
    } catch (IOException e) {
      fail();
      throw e;
    }
  }

  @Override
  public synchronized void appendSoon(AuditLine line) throws IOException {
    try {
      copied(chain.keep(line));
      flushAfter(LINGER);
    } catch (IOException e) {
      fail();
      throw e;
    }
  }

  @Override
  public boolean failing() {
    return failing;
  }

  /// Says so and tries again, as nobody may come any more while it is said.
  private void fail() {
    failing = true;
    flushAfter(RETRY);
  }

  private void flushAfter(Duration pause) {
    if (!flushDue) {
      // Of the platform: it sleeps most of the time, and waking a virtual one takes three threads.
      Thread.ofPlatform().daemon().name("audit").start(() -> flushAfterEach(pause));
      flushDue = true;
    }
  }

  @Override
  public synchronized Optional<Head> head() {
    return chain.head();
  }

  @Override
  public synchronized void close() throws IOException {
    chain.close();
  }

  private void copied(ByteBuffer sealed) throws IOException {
    if (copy.isPresent()) {
      copy.get()
          .write(sealed.array(), sealed.arrayOffset() + sealed.position(), sealed.remaining());
      copy.get().flush();
    }
  }

  /// Goes on for as long as lines come: a thread for each time would cost more than the writing.
  private void flushAfterEach(Duration pause) {
    Duration next = pause;
    do {
      try {
        Thread.sleep(next);
      } catch (InterruptedException _) {
        // The lines must get out all the same, now.
      }
      next = LINGER;
    } while (flush());
  }

  /// Moves what waits to the file.
  ///
  /// @return whether anything waited
  private synchronized boolean flush() {
    boolean waited = false;
    try {
      if (chain.isOpen()) {
        waited = chain.isWaiting();
        chain.writeWaiting();
        failing = false;
      }
      flushDue = waited;
    } catch (IOException | InternalError _) {
      // The lines are kept, unless what stands behind the mapping is gone; the next intent meets
      // the same trouble and says so.
      waited = false;
      flushDue = false;
      fail();
    }
    return waited;
  }

  private void removeOld(Instant now) {
    try {
      for (String file : files.removeBefore(now.minus(keep))) {
        appendSoon(AuditLine.of(new AuditEvent.Removed(file), now.getEpochSecond()));
      }
    } catch (IOException e) {
      // Tried again with the next change of files.
    }
  }
}
