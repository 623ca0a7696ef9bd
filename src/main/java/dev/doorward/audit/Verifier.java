package dev.doorward.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;

/// Reads audit files again and finds every line that was edited, removed, reordered, added or cut
/// off. Files of one chain are read as one, whatever order they are given in.
public final class Verifier {
  private final Mac mac;
  private final List<Head> anchors;
  private final Findings findings = new Findings();

  /// @param anchors heads that were written down elsewhere, which the files must contain
  public Verifier(AuditKey key, List<Head> anchors) {
    this.mac = key.mac();
    this.anchors = List.copyOf(anchors);
  }

  private record Start(Path file, String chain, long sequence) {}

  /// Reads all the files.
  ///
  /// @throws IOException when one cannot be read
  public Verification verify(List<Path> files) throws IOException {
    Map<String, List<Start>> chains = new LinkedHashMap<>();
    for (Path file : files.stream().map(Path::toAbsolutePath).distinct().toList()) {
      Start start = start(file);
      chains.computeIfAbsent(start.chain(), _ -> new ArrayList<>()).add(start);
    }
    for (Map.Entry<String, List<Start>> chain : chains.entrySet()) {
      chain.getValue().sort(Comparator.comparingLong(Start::sequence));
      new ChainWalk(mac, chain.getKey(), anchors, findings)
          .take(chain.getValue().stream().map(Start::file).toList());
    }
    for (Head anchor : anchors) {
      if (!chains.containsKey(anchor.chain())) {
        findings.find(
            files.getFirst(), 1, "no file begins the chain of the anchor " + anchor.anchor());
      }
    }
    return findings.done();
  }

  private Start start(Path file) throws IOException {
    try (InputStream in = WholeFile.open(file)) {
      Optional<SealedLine> first = RawLine.next(in).flatMap(RawLine::sealed);
      return new Start(
          file,
          first.flatMap(SealedLine::chain).orElse(ChainWalk.NO_CHAIN),
          first.map(SealedLine::sequence).orElse(0L));
    }
  }
}
