package dev.doorward.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Files that hold one chain of lines, changed when one is full or the day (UTC) is over. The page
/// cache takes a line in microseconds; when it reaches the disk is the operating system's business.
///
/// Lines that nothing waits for are kept up to [#LINGER], so that a busy server writes once per
/// call; those that cannot be written then are tried again. A line that was cut short is the only
/// one lost: the next begins on a line of its own and says how many bytes of no line precede it.
public final class FileSink implements AuditSink {
  /// How long a line that nothing waits for is kept.
  static final Duration LINGER = Duration.ofMillis(10);

  /// After how many lines the checkpoint is replaced.
  static final int LINES_PER_CHECKPOINT = 1_000;

  private static final int MOST_KEPT_BYTES = 256 * 1024;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final byte LINE_BREAK = '\n';

  private final AuditFiles files;
  private final AuditKey key;
  private final AuditSettings settings;
  private final RandomGenerator random;
  private final Optional<OutputStream> copy;
  // Ready to be filled; what is in it has not reached the file.
  private final ByteBuffer kept = ByteBuffer.allocateDirect(MOST_KEPT_BYTES);
  private WritableByteChannel channel;
  private @Nullable Chain chain;
  private long fileBytes;
  private long dayEnds;
  private int unchecked;
  private boolean flushDue;
  private final Tear tear = new Tear();

  private FileSink(
      AuditFiles files,
      AuditKey key,
      AuditSettings settings,
      RandomGenerator random,
      Optional<OutputStream> copy)
      throws IOException {
    this.files = files;
    this.key = key;
    this.settings = settings;
    this.random = random;
    this.copy = copy;
    this.channel = files.open();
    this.fileBytes = Files.size(files.current());
    this.dayEnds = dayEnd(Files.getLastModifiedTime(files.current()).toInstant().getEpochSecond());
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
    ByteBuffer sealed = keep(line);
    try {
      writeKept();
    } catch (IOException e) {
      forget(sealed.remaining());
      throw e;
    }
    checkpointIfDue();
    copied(sealed);
  }

  @Override
  public synchronized void appendSoon(AuditLine line) throws IOException {
    copied(keep(line));
    if (!flushDue) {
      flushDue = true;
      Thread.ofVirtual().name("audit").start(this::flushLater);
    }
  }

  @Override
  public synchronized Optional<Head> head() {
    return Optional.ofNullable(chain).map(Chain::head);
  }

  @Override
  public synchronized void close() throws IOException {
    WritableByteChannel last = channel;
    try (files;
        last) {
      if (last.isOpen()) {
        writeKept();
        if (chain != null) {
          files.checkpoint(chain.checkpoint(true));
        }
      }
    }
  }

  /// Seals a line and puts it behind those not yet written.
  private ByteBuffer keep(AuditLine line) throws IOException {
    Chain sealing = ready(line);
    int most = line.length() + Chain.MOST_ADDED;
    if (line.second() >= dayEnds || fileBytes + kept.position() + most > settings.fileBytes()) {
      changeFiles(sealing, line.second());
    }
    if (most > kept.remaining()) {
      writeKept();
    }
    if (most > kept.remaining()) {
      throw new IOException("an audit line of " + line.length() + " bytes is too long");
    }
    return put(sealing.seal(line, tear.bytes()));
  }

  private ByteBuffer put(ByteBuffer sealed) {
    if (tear.takeBreak()) {
      kept.put(LINE_BREAK);
    }
    kept.put(sealed.duplicate());
    tear.told();
    unchecked++;
    return sealed;
  }

  /// Takes the chain up, with the first line of this run.
  private Chain ready(AuditLine line) throws IOException {
    if (chain != null) {
      return chain;
    }
    Path file = files.current();
    Resumption found = Resumption.of(file, key.mac(), random);
    Optional<Path> aside = Optional.empty();
    if (!found.usable()) {
      channel.close();
      aside = Optional.of(files.setAside(Instant.ofEpochSecond(line.second())));
      channel = files.open();
      fileBytes = 0;
    }
    tear.found(found.torn(), found.ended());
    if (fileBytes == 0) {
      dayEnds = dayEnd(line.second());
      put(found.chain().seal(AuditLine.of(found.chain().fileBegun(), line.second()), 0));
    }
    chain = found.chain();
    if (aside.isPresent()) {
      String name = String.valueOf(aside.get().getFileName());
      put(chain.seal(AuditLine.of(new AuditEvent.SetAside(name), line.second()), 0));
    }
    // From now on the checkpoint does not say any more that the file is closed.
    unchecked = LINES_PER_CHECKPOINT;
    return chain;
  }

  private void changeFiles(Chain sealing, long second) throws IOException {
    writeKept();
    Instant now = Instant.ofEpochSecond(second);
    Path finished = files.finished(now, sealing.head().sequence());
    ByteBuffer begun = sealing.seal(AuditLine.of(sealing.fileBegun(), second), tear.bytes());
    int length = begun.remaining();
    WritableByteChannel next;
    try {
      next = files.begin(begun, finished);
    } catch (IOException e) {
      sealing.takeBack();
      throw e;
    }
    channel.close();
    channel = next;
    fileBytes = length;
    dayEnds = dayEnd(second);
    tear.leftBehind();
    unchecked = LINES_PER_CHECKPOINT;
    Thread.ofVirtual().name("audit-retention").start(() -> removeOld(now));
  }

  private void writeKept() throws IOException {
    kept.flip();
    try {
      while (kept.hasRemaining()) {
        fileBytes += channel.write(kept);
      }
    } finally {
      kept.compact();
    }
  }

  /// Takes back the last line, which must not come out later as if it had been taken in time.
  private void forget(int length) {
    int unwritten = kept.position();
    if (unwritten == 1 || chain == null) {
      // All of it is out but its line break; it counts.
      return;
    }
    chain.takeBack();
    kept.position(Math.max(0, unwritten - length));
    if (unwritten < length) {
      tear.cut(length - (long) unwritten);
    } else {
      tear.untold();
    }
  }

  /// Says, after lines have been written, how far the chain has come. What cannot be said now is
  /// said after the next line.
  private void checkpointIfDue() {
    if (unchecked < LINES_PER_CHECKPOINT || kept.position() > 0 || chain == null) {
      return;
    }
    try {
      files.checkpoint(chain.checkpoint(false));
      unchecked = 0;
    } catch (IOException _) {
      // The chain itself is whole; only its end is less well known.
    }
  }

  private void copied(ByteBuffer sealed) throws IOException {
    if (copy.isPresent()) {
      copy.get()
          .write(sealed.array(), sealed.arrayOffset() + sealed.position(), sealed.remaining());
      copy.get().flush();
    }
  }

  private void flushLater() {
    try {
      Thread.sleep(LINGER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      flushDue = false;
      try {
        if (channel.isOpen()) {
          writeKept();
          checkpointIfDue();
        }
      } catch (IOException e) {
        // The lines are kept; the next intent meets the same trouble and says so.
      }
    }
  }

  private void removeOld(Instant now) {
    try {
      for (String file : files.removeBefore(now.minus(settings.keep()))) {
        appendSoon(AuditLine.of(new AuditEvent.Removed(file), now.getEpochSecond()));
      }
    } catch (IOException e) {
      // Tried again with the next change of files.
    }
  }

  private static long dayEnd(long second) {
    return (Math.floorDiv(second, SECONDS_PER_DAY) + 1) * SECONDS_PER_DAY;
  }
}
