package dev.doorward.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/// How an instance goes on with what an earlier one left in its file.
///
/// The checkpoint counts when it says more than the file: the numbers of the lines that are missing
/// are then never given again, so that a cut file stays a cut file.
///
/// @param chain goes on from here
/// @param torn bytes at the end of the file that are of no line
/// @param ended whether the file ends with a line break
/// @param usable whether the file can be continued; else it is moved aside
record Resumption(Chain chain, long torn, boolean ended, boolean usable) {
  private static final int TAIL_BYTES = 256 * 1024;
  private static final int ID_BYTES = 8;
  private static final byte LINE_BREAK = '\n';

  /// The end of a file: its last line of a chain, and what comes after it.
  private record Tail(
      @Nullable SealedLine last, @Nullable SealedLine before, long torn, boolean ended) {}

  /// Looks at what is there.
  static Resumption of(Path file, Mac mac, RandomGenerator random) throws IOException {
    Optional<Head> known =
        Checkpoint.read(mac, AuditFiles.checkpointOf(file))
                instanceof Checkpoint.Signed(Checkpoint checkpoint)
            ? Optional.of(checkpoint.head())
            : Optional.empty();
    if (!Files.exists(file) || Files.size(file) == 0) {
      return new Resumption(fresh(known, mac, random), 0, true, true);
    }
    Tail tail = tail(file);
    SealedLine end = tail.last();
    Optional<String> id = chainOf(file);
    if (end == null
        || id.isEmpty()
        || known.filter(head -> !head.chain().equals(id.get())).isPresent()
        || !continues(end, tail.before(), mac)) {
      return new Resumption(fresh(known, mac, random), 0, true, false);
    }
    Head last = new Head(id.get(), end.sequence(), end.value());
    Head later = known.filter(head -> head.sequence() >= last.sequence()).orElse(last);
    return new Resumption(Chain.resume(mac, later), tail.torn(), tail.ended(), true);
  }

  private static Chain fresh(Optional<Head> known, Mac mac, RandomGenerator random) {
    if (known.isPresent()) {
      return Chain.resume(mac, known.get());
    }
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Chain.begin(mac, HexFormat.of().formatHex(id));
  }

  /// Tells whether the last line was written with this key, as far as can be seen without reading
  /// the whole file.
  private static boolean continues(SealedLine last, @Nullable SealedLine before, Mac mac) {
    Optional<String> previous =
        last.previous().or(() -> Optional.ofNullable(before).map(SealedLine::value));
    return previous.isEmpty()
        || Chain.value(mac, previous.get(), last.sealed()).equals(last.value());
  }

  private static Optional<String> chainOf(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] start = bytes(channel, 0, (int) Math.min(channel.size(), TAIL_BYTES));
      int end = indexOf(start, LINE_BREAK);
      return end < 0
          ? Optional.empty()
          : SealedLine.read(Arrays.copyOf(start, end)).flatMap(SealedLine::chain);
    }
  }

  private static Tail tail(Path file) throws IOException {
    byte[] bytes;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int length = (int) Math.min(channel.size(), TAIL_BYTES);
      bytes = bytes(channel, channel.size() - length, length);
    }
    boolean ended = bytes[bytes.length - 1] == LINE_BREAK;
    SealedLine last = null;
    long torn = 0;
    int end = ended ? bytes.length - 1 : bytes.length;
    while (end >= 0) {
      int start = lastIndexOf(bytes, LINE_BREAK, end) + 1;
      Optional<SealedLine> line = SealedLine.read(Arrays.copyOfRange(bytes, start, end));
      if (line.isPresent() && last != null) {
        return new Tail(last, line.get(), torn, ended);
      }
      if (line.isPresent()) {
        last = line.get();
        torn = Math.max(0, bytes.length - (end + 1L) - (ended ? 1 : 0));
      } else if (last != null) {
        break;
      }
      end = start - 1;
    }
    return new Tail(last, null, torn, ended);
  }

  private static byte[] bytes(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
      // A read may give less than asked for.
    }
    return buffer.array();
  }

  private static int indexOf(byte[] bytes, byte sought) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == sought) {
        return i;
      }
    }
    return -1;
  }

  private static int lastIndexOf(byte[] bytes, byte sought, int before) {
    for (int i = before - 1; i >= 0; i--) {
      if (bytes[i] == sought) {
        return i;
      }
    }
    return -1;
  }
}
