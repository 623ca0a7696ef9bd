package dev.doorward.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way to falsify a file, and that it is found where it happened.
final class VerifierTest {
  private static final AuditSettings SMALL =
      new AuditSettings(
          AuditSettings.Target.FILE, 65_536, Duration.ofDays(90), Optional.empty(), List.of());

  @TempDir Path folder;
  private Path file = Path.of("");
  private String anchor = "";

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("audit.jsonl");
    write(folder, 9);
  }

  private void write(Path into, int lines) throws IOException {
    try (FileSink sink = FileSink.open(into, SMALL, new SecureRandom(), Optional.empty())) {
      for (int i = 1; i <= lines; i++) {
        sink.append(
            new AuditLine(System.currentTimeMillis() / 1_000)
                .text("event", "intent")
                .text("target", "t" + i)
                .text("filling", "x".repeat(lines > 100 ? 500 : 1)));
      }
      anchor = sink.head().orElseThrow().anchor();
    }
  }

  private Verification verify(Path... files) throws IOException {
    return verify(List.of(files), List.of());
  }

  private Verification verify(List<Path> files, List<Head> anchors) throws IOException {
    return new Verifier(AuditKey.read(folder.resolve("audit-key")), anchors).verify(files);
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(file));
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private void expect(long line, String problem) throws IOException {
    assertThat(verify(file).findings())
        .first()
        .satisfies(
            finding -> {
              assertThat(finding.file()).isEqualTo(file);
              assertThat(finding.line()).isEqualTo(line);
              assertThat(finding.problem()).contains(problem);
            });
  }

  @Test
  void passesWhatWasWritten() throws IOException {
    Verification found = verify(file);
    assertThat(found.findings()).isEmpty();
    assertThat(found.whole()).isTrue();
    assertThat(found.lines()).isEqualTo(10);
    assertThat(found.remarks()).singleElement().asString().contains("closed", anchor);
  }

  @Test
  void findsAnEditedLineAndOnlyIt() throws IOException {
    List<String> lines = lines();
    lines.set(4, lines.get(4).replace("\"t4\"", "\"t5\""));
    write(lines);
    expect(5, "edited");
    assertThat(verify(file).findings()).hasSize(1);
  }

  @Test
  void findsAnEditedChainValue() throws IOException {
    List<String> lines = lines();
    String value = lines.get(4);
    int at = value.length() - 10;
    lines.set(
        4,
        value.substring(0, at) + (value.charAt(at) == 'x' ? 'y' : 'x') + value.substring(at + 1));
    write(lines);
    expect(5, "edited");
  }

  @Test
  void findsARemovedLine() throws IOException {
    List<String> lines = lines();
    lines.remove(4);
    write(lines);
    expect(5, "the lines 5 to 5 before it are missing");
  }

  @Test
  void findsARemovedFirstLine() throws IOException {
    write(lines().subList(1, 10));
    expect(1, "does not begin with a line that begins a file");
  }

  @Test
  void findsSwappedLines() throws IOException {
    List<String> lines = lines();
    Collections.swap(lines, 4, 5);
    write(lines);
    expect(5, "missing");
    assertThat(verify(file).findings().get(1).problem()).contains("stands behind line 6");
  }

  @Test
  void findsARepeatedLine() throws IOException {
    List<String> lines = lines();
    lines.add(5, lines.get(4));
    write(lines);
    expect(6, "repeated");
  }

  @Test
  void findsAnAddedLine() throws IOException {
    List<String> lines = lines();
    lines.add(5, "{\"event\":\"intent\",\"target\":\"forged\"}");
    write(lines);
    expect(6, "edited or added");
  }

  @Test
  void findsALineSealedWithAnotherKey() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    write(elsewhere, 9);
    List<String> lines = lines();
    lines.set(4, Files.readAllLines(elsewhere.resolve("audit.jsonl")).get(4));
    write(lines);
    expect(5, "edited, or does not follow");
  }

  @Test
  void findsACutEnd() throws IOException {
    write(lines().subList(0, 7));
    expect(7, "the lines 8 to 10 behind it were cut off");
  }

  @Test
  void findsACutEndWithoutACheckpointByAnAnchor() throws IOException {
    write(lines().subList(0, 7));
    Files.delete(folder.resolve("audit.head"));
    assertThat(verify(file).findings()).isEmpty();
    assertThat(verify(List.of(file), List.of(Head.parse(anchor).orElseThrow())).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.problem()).contains("were cut off"));
  }

  @Test
  void findsAnAnchorOfAnotherChain() throws IOException {
    Head other = new Head("0123456789abcdef", 3, "A".repeat(43));
    assertThat(verify(List.of(file), List.of(other)).findings()).hasSize(1);
  }

  @Test
  void findsAChangedOrExchangedCheckpoint() throws IOException {
    Path head = folder.resolve("audit.head");
    String signed = Files.readString(head);
    Files.writeString(head, signed.replace("\"sequence\":10", "\"sequence\":11"));
    assertThat(verify(file).findings())
        .first()
        .satisfies(finding -> assertThat(finding.problem()).contains("was changed"));

    Path second = Files.createDirectory(folder.resolve("second"));
    Files.copy(folder.resolve("audit-key"), second.resolve("audit-key"));
    write(second, 9);
    Files.writeString(head, Files.readString(second.resolve("audit.head")));
    assertThat(verify(file).findings())
        .first()
        .satisfies(finding -> assertThat(finding.problem()).contains("another chain"));
  }

  @Test
  void remarksATornEndOfAChainThatIsOpen() throws IOException {
    String signed = Files.readString(folder.resolve("audit.head"));
    // As a killed process leaves it: the checkpoint is older than the last lines.
    Files.delete(folder.resolve("audit.head"));
    Files.writeString(file, "{\"time\":\"2026-01-", StandardOpenOption.APPEND);
    Verification found = verify(file);
    assertThat(found.findings()).isEmpty();
    assertThat(found.lines()).isEqualTo(10);
    assertThat(found.remarks())
        .anyMatch(remark -> remark.startsWith("audit.jsonl:11: the last line"));

    Files.writeString(folder.resolve("audit.head"), signed);
    expect(11, "edited or added");
  }

  @Test
  void findsAMissingFileInTheMiddleAndRemarksOnOneAtTheStart() throws IOException {
    write(folder, 400);
    List<Path> files;
    try (var found = Files.list(folder)) {
      files = found.filter(each -> each.toString().endsWith(".jsonl")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(3);
    List<Path> shuffled = new ArrayList<>(files);
    Collections.reverse(shuffled);
    assertThat(verify(shuffled, List.of()).findings()).isEmpty();

    Verification withoutFirst = verify(files.subList(1, files.size()), List.of());
    assertThat(withoutFirst.findings()).isEmpty();
    assertThat(withoutFirst.remarks()).anyMatch(remark -> remark.contains("what came before"));

    List<Path> withoutSecond = new ArrayList<>(files);
    withoutSecond.remove(1);
    assertThat(verify(withoutSecond, List.of()).findings())
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.line()).isEqualTo(1));
  }

  @Test
  void findsACutFileInTheMiddle() throws IOException {
    write(folder, 400);
    List<Path> files;
    try (var found = Files.list(folder)) {
      files = found.filter(each -> each.toString().endsWith(".jsonl")).sorted().toList();
    }
    List<String> lines = Files.readAllLines(files.getFirst());
    Files.writeString(files.getFirst(), String.join("\n", lines.subList(0, 20)) + "\n");
    assertThat(verify(files, List.of()).findings())
        .first()
        .satisfies(
            finding -> {
              assertThat(finding.file()).isEqualTo(files.get(1));
              assertThat(finding.problem()).contains("the lines 21 to " + lines.size());
            });
  }

  @Test
  void survivesAnyBytes() throws IOException {
    byte[] noise = new byte[100_000];
    new SecureRandom().nextBytes(noise);
    Files.write(file, noise);
    assertThat(verify(file).findings()).isNotEmpty();
    Files.write(file, new byte[0]);
    assertThat(verify(file).findings()).isNotEmpty();
    Files.writeString(file, "[".repeat(2_000_000));
    assertThat(verify(file).findings()).isNotEmpty();
  }
}
