package dev.doorward.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Files that hold one chain of lines, changed when one is full or the day (UTC) is over.
///
/// A line is safe from the end of this process when it is in the journal, and in its file within
/// [#LINGER]; what a killed process left in its journal the next one writes. When either reaches
/// the disk is the operating system's business. While lines cannot be moved to the file, no other
/// is taken that something waits for. A line found cut short, by a machine that failed, is told by
/// the next: it begins on a line of its own and says how many bytes of no line precede it.
public final class FileSink implements AuditSink {
  /// How long a line stays in the journal.
  static final Duration LINGER = Duration.ofMillis(10);

  /// After how many lines the checkpoint is replaced.
  static final int LINES_PER_CHECKPOINT = 1_000;

  private static final long SECONDS_PER_DAY = 86_400;
  private static final byte[] LINE_BREAK = {'\n'};

  private final AuditFiles files;
  private final AuditKey key;
  private final AuditSettings settings;
  private final RandomGenerator random;
  private final Optional<OutputStream> copy;
  private final Journal journal;
  private WritableByteChannel channel;
  private @Nullable Chain chain;
  private long fileBytes;
  private long dayEnds;
  private int unchecked;
  private boolean flushDue;
  // The last attempt to move lines to the file failed.
  private boolean stuck;
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
    this.dayEnds = dayEnd(Files.getLastModifiedTime(files.current()).toInstant().getEpochSecond());
    Path waiting = AuditFiles.journalOf(files.current());
    long size = Files.size(files.current());
    ByteBuffer left = ByteBuffer.wrap(Journal.left(waiting).missingFrom(size));
    this.fileBytes = size + left.remaining();
    while (left.hasRemaining()) {
      channel.write(left);
    }
    this.journal = Journal.open(waiting, fileBytes);
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
    if (stuck) {
      writeWaiting();
    }
    ByteBuffer sealed = keep(line);
    if (journal.lasting()) {
      flushSoon();
    } else {
      writeWaiting();
    }
    copied(sealed);
  }

  @Override
  public synchronized void appendSoon(AuditLine line) throws IOException {
    copied(keep(line));
    flushSoon();
  }

  private void flushSoon() {
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
        writeWaiting();
        if (chain != null) {
          files.checkpoint(chain.checkpoint(true));
        }
        files.removeJournal();
      }
    }
  }

  /// Seals a line and puts it behind those not yet written.
  private ByteBuffer keep(AuditLine line) throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    Chain sealing = ready(line);
    int most = line.length() + Chain.MOST_ADDED;
    if (line.second() >= dayEnds || fileBytes + journal.waiting() + most > settings.fileBytes()) {
      changeFiles(sealing, line.second());
    }
    if (most > journal.room()) {
      writeWaiting();
    }
    if (most > journal.room()) {
      throw new IOException("an audit line of " + line.length() + " bytes is too long");
    }
    return put(sealing.seal(line, tear.bytes()));
  }

  private ByteBuffer put(ByteBuffer sealed) {
    if (tear.takeBreak()) {
      journal.put(LINE_BREAK, 0, LINE_BREAK.length);
    }
    journal.put(sealed.array(), sealed.arrayOffset() + sealed.position(), sealed.remaining());
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
      journal.begin(0);
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
    writeWaiting();
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
    journal.begin(fileBytes);
    dayEnds = dayEnd(second);
    tear.leftBehind();
    unchecked = LINES_PER_CHECKPOINT;
    Thread.ofVirtual().name("audit-retention").start(() -> removeOld(now));
  }

  private void writeWaiting() throws IOException {
    stuck = true;
    while (journal.waiting() > 0) {
      fileBytes += journal.write(channel);
    }
    stuck = false;
    journal.begin(fileBytes);
    checkpointIfDue();
  }

  /// Says, after lines have been written, how far the chain has come. What cannot be said now is
  /// said after the next line.
  private void checkpointIfDue() {
    if (unchecked < LINES_PER_CHECKPOINT || chain == null) {
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
          writeWaiting();
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
