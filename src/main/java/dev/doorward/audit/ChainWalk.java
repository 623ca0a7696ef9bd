package dev.doorward.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/// The way along one chain, from its first line to its last.
final class ChainWalk {
  /// The name of the chain of files that do not say which theirs is.
  static final String NO_CHAIN = "";

  private final Mac mac;
  private final String chain;
  private final Findings findings;
  private final Map<Long, String> expected = new HashMap<>();
  private long furthest;
  private boolean closed;
  private boolean begun;
  private long sequence;
  private String value = "";
  private Path file = Path.of("");
  private long number;
  // Bytes since the last line of the chain that are of no line, their last line break excluded.
  private long strange;
  private @Nullable Path strangeFile;
  private long strangeNumber;
  private boolean strangeEnded;

  /// @param anchors heads of any chain; those of this one must be found on the way
  ChainWalk(Mac mac, String chain, List<Head> anchors, Findings findings) {
    this.mac = mac;
    this.chain = chain;
    this.findings = findings;
    anchors.stream().filter(anchor -> anchor.chain().equals(chain)).forEach(this::expect);
  }

  private void expect(Head head) {
    expected.put(head.sequence(), head.value());
    furthest = Math.max(furthest, head.sequence());
  }

  /// Goes the whole way.
  ///
  /// @param files in the order of the chain
  void take(List<Path> files) throws IOException {
    for (Path each : files) {
      readCheckpoint(each);
    }
    for (Path each : files) {
      file = each;
      number = 0;
      try (InputStream in = WholeFile.open(file)) {
        for (Optional<RawLine> raw = RawLine.next(in); raw.isPresent(); raw = RawLine.next(in)) {
          number++;
          take(raw.get());
        }
      }
    }
    end();
  }

  private void readCheckpoint(Path of) throws IOException {
    Path path = AuditFiles.checkpointOf(of);
    switch (Checkpoint.read(mac, path)) {
      case Checkpoint.Signed(Checkpoint signed) -> {
        if (chain.equals(NO_CHAIN) || signed.head().chain().equals(chain)) {
          expect(signed.head());
          closed |= signed.closed();
        } else {
          findings.find(
              path, 1, "the checkpoint is of another chain; the file beside it was exchanged");
        }
      }
      case Checkpoint.Refused _ ->
          findings.find(path, 1, "the checkpoint was not signed with this key or was changed");
      case Checkpoint.Absent _ -> {
        // A finished file has none.
      }
    }
  }

  private void take(RawLine raw) {
    Optional<SealedLine> read = raw.sealed();
    if (read.isEmpty()) {
      strange(raw);
      return;
    }
    SealedLine line = read.get();
    if (!begun && !begin(line)) {
      return;
    }
    long before = sequence;
    String previous = value;
    boolean sealed = Chain.value(mac, previous, line.sealed()).equals(line.value());
    if (sealed && line.sequence() == before + 1) {
      accountFor(line.torn());
      findings.good();
    } else {
      accountForChange(line, before);
    }
    sequence = line.sequence();
    value = line.value();
    String known = expected.remove(sequence);
    if (known != null && !known.equals(value)) {
      here("line " + sequence + " is not the one that the checkpoint or anchor knows");
    }
  }

  /// Takes the chain up; false when the first line can only be believed.
  private boolean begin(SealedLine line) {
    begun = true;
    if (line.previous().isEmpty()) {
      sequence = line.sequence();
      value = line.value();
      here("the file does not begin with a line that begins a file; lines before it are missing");
      return false;
    }
    sequence = line.sequence() - 1;
    value = line.previous().get();
    if (sequence > 0) {
      findings.remark(
          file.getFileName()
              + " begins with line "
              + line.sequence()
              + " of its chain; what came before is in files that are not among these");
    }
    long first = line.sequence();
    expected.keySet().removeIf(known -> known < first);
    return true;
  }

  private void accountForChange(SealedLine line, long before) {
    if (line.sequence() > before + 1) {
      here("the lines " + (before + 1) + " to " + (line.sequence() - 1) + " before it are missing");
    } else if (line.sequence() <= before) {
      here(
          "it is line "
              + line.sequence()
              + " of the chain and stands behind line "
              + before
              + ": moved, repeated, or lines were");
    } else {
      here("it was edited, or does not follow the line before it");
    }
    if (strange > 0) {
      findStrange();
    }
  }

  /// Bytes that are of no line must be told by the next line, or somebody else put them there.
  private void accountFor(long told) {
    if (told == strange) {
      if (strange > 0) {
        findings.remark(
            strangeFile().getFileName()
                + ":"
                + strangeNumber
                + ": a line was cut short, as the line after it says");
      }
    } else if (strange == 0) {
      here("it tells of a cut line before it that is not there");
    } else {
      findStrange();
    }
    forgetStrange();
  }

  private void findStrange() {
    findings.find(strangeFile(), strangeNumber, "it is no line of the chain: edited or added");
    forgetStrange();
  }

  private Path strangeFile() {
    return strangeFile == null ? file : strangeFile;
  }

  private void forgetStrange() {
    strange = 0;
    strangeEnded = false;
  }

  private void strange(RawLine raw) {
    if (strange == 0) {
      strangeFile = file;
      strangeNumber = number;
    }
    strange += (strangeEnded ? 1 : 0) + raw.length();
    strangeEnded = raw.ended();
  }

  private void end() {
    if (!begun) {
      here("no line of a chain is in it");
      return;
    }
    if (strange > 0) {
      if (closed && sequence == furthest) {
        findStrange();
      } else {
        findings.remark(
            strangeFile().getFileName()
                + ":"
                + strangeNumber
                + ": the last line is cut short: the process was killed or the disk was full");
      }
    }
    if (furthest > sequence) {
      findings.find(
          file,
          number,
          "the lines " + (sequence + 1) + " to " + furthest + " behind it were cut off");
    }
    expected.forEach(
        (missing, _) -> {
          if (missing <= sequence) {
            here("line " + missing + ", which a checkpoint or anchor knows, is missing");
          }
        });
    findings.remark(
        "chain "
            + chain
            + " ends with line "
            + sequence
            + (closed && sequence == furthest ? ", closed" : ", open")
            + "; anchor "
            + new Head(chain, sequence, value).anchor());
  }

  private void here(String problem) {
    findings.find(file, Math.max(1, number), problem);
  }
}
