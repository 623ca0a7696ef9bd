package dev.doorward.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One chain of lines and the files it goes through: each line is sealed into the journal, and from
/// there moved to the file, which is changed when it is full or the day (UTC) is over. A line found
/// cut short, by a machine that failed, is told by the next: it begins on a line of its own and
/// says how many bytes of no line precede it. Not for several threads at once.
final class ChainedFiles implements Closeable {
  /// After how many lines the checkpoint is replaced.
  static final int LINES_PER_CHECKPOINT = 1_000;

  private static final long SECONDS_PER_DAY = 86_400;
  private static final byte[] LINE_BREAK = {'\n'};

  private final AuditFiles files;
  private final AuditKey key;
  private final long mostFileBytes;
  private final RandomGenerator random;
  private final Consumer<Instant> changed;
  private final Journal journal;
  private final Tear tear = new Tear();
  private WritableByteChannel channel;
  private @Nullable Chain chain;
  private long fileBytes;
  private long dayEnds;
  private int unchecked;
  // Lines of a journal that do not belong to the file or were damaged, to be told.
  private Optional<Path> foreign = Optional.empty();

  /// Opens the files where they were left, with what the journal still held of them.
  ///
  /// @param changed hears when a file was finished and another begun
  ChainedFiles(
      AuditFiles files,
      AuditKey key,
      long mostFileBytes,
      RandomGenerator random,
      Consumer<Instant> changed)
      throws IOException {
    this.files = files;
    this.key = key;
    this.mostFileBytes = mostFileBytes;
    this.random = random;
    this.changed = changed;
    this.channel = files.open();
    this.dayEnds = dayEnd(Files.getLastModifiedTime(files.current()).toInstant().getEpochSecond());
    Path waiting = AuditFiles.journalOf(files.current());
    long size = Files.size(files.current());
    Journal.Left found = Journal.left(waiting);
    boolean ours =
        found.lines().length == 0
            || (found.fits(size) && RecoveredLines.follow(found, files.current(), key.mac()));
    if (!ours) {
      foreign = Optional.of(files.setAside(waiting, Instant.now()));
    }
    ByteBuffer left = ByteBuffer.wrap(ours ? found.missingFrom(size) : new byte[0]);
    this.fileBytes = size + left.remaining();
    while (left.hasRemaining()) {
      channel.write(left);
    }
    this.journal = Journal.open(waiting, fileBytes);
  }

  /// Tells whether a line outlives this process from the moment it is kept.
  boolean lasting() {
    return journal.lasting();
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /// Where the chain ends; empty before its first line in this run.
  Optional<Head> head() {
    return Optional.ofNullable(chain).map(Chain::head);
  }

  /// Seals a line and puts it behind those not yet written.
  ByteBuffer keep(AuditLine line) throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    Chain sealing = ready(line);
    int most = line.length() + Chain.MOST_ADDED;
    if (line.second() >= dayEnds || fileBytes + journal.waiting() + most > mostFileBytes) {
      changeFiles(sealing, line.second());
    }
    if (most > journal.room()) {
      writeWaiting();
    }
    if (most > journal.room()) {
      throw new IOException("an audit line of " + line.length() + " bytes is too long");
    }
    ByteBuffer sealed = sealing.seal(line, tear.bytes());
    try {
      return put(sealed);
    } catch (IOException e) {
      sealing.takeBack();
      throw e;
    }
  }

  /// Tells whether lines are not in their file yet.
  boolean isWaiting() {
    return journal.waiting() > 0;
  }

  /// Moves all lines to the file that are not there yet.
  void writeWaiting() throws IOException {
    while (journal.waiting() > 0) {
      fileBytes += journal.write(channel);
    }
    journal.begin(fileBytes);
    checkpointIfDue();
  }

  private ByteBuffer put(ByteBuffer sealed) throws IOException {
    if (tear.takeBreak()) {
      journal.put(LINE_BREAK, 0, LINE_BREAK.length);
    }
    try {
      journal.put(sealed.array(), sealed.arrayOffset() + sealed.position(), sealed.remaining());
    } catch (InternalError e) {
      // What stands behind the mapping is gone: the disk, or the file was cut.
      throw new IOException("the journal cannot be written", e);
    }
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
      aside = Optional.of(files.setAside(file, Instant.ofEpochSecond(line.second())));
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
    tellSetAside(aside, chain, line.second());
    tellSetAside(foreign, chain, line.second());
    // From now on the checkpoint does not say any more that the file is closed.
    unchecked = LINES_PER_CHECKPOINT;
    return chain;
  }

  private void tellSetAside(Optional<Path> aside, Chain sealing, long second) throws IOException {
    if (aside.isPresent()) {
      String name = String.valueOf(aside.get().getFileName());
      put(sealing.seal(AuditLine.of(new AuditEvent.SetAside(name), second), 0));
    }
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
    changed.accept(now);
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

  /// Moves the last lines, and signs that none follows in this run.
  @Override
  public void close() throws IOException {
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

  private static long dayEnd(long second) {
    return (Math.floorDiv(second, SECONDS_PER_DAY) + 1) * SECONDS_PER_DAY;
  }
}
