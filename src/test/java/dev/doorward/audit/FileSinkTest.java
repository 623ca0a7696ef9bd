package dev.doorward.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FileSinkTest {
  private static final long NOON = 1_767_268_800L;
  private static final AuditSettings SMALL =
      new AuditSettings(
          AuditSettings.Target.FILE, 65_536, Duration.ofDays(2), Optional.empty(), List.of());

  @TempDir Path folder;

  private static AuditLine line(String text) {
    return line(text, NOON);
  }

  private static AuditLine line(String text, long second) {
    return new AuditLine(second).text("event", text);
  }

  private FileSink sink() throws IOException {
    return FileSink.open(folder, SMALL, new SecureRandom(), Optional.empty());
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
    try (var files = Files.list(folder)) {
      return new Verifier(AuditKey.read(folder.resolve("audit-key")), List.of())
          .verify(files.filter(file -> file.toString().endsWith(".jsonl")).toList());
    }
  }

  @Test
  void writesInTheOrderInWhichLinesCame() throws IOException {
    try (FileSink sink = sink()) {
      sink.append(line("intent 1"));
      sink.appendSoon(line("outcome 1"));
      sink.append(line("intent 2"));
      sink.appendSoon(line("outcome 2"));
      assertThat(verify().lines()).as("whatever has reached the file by now").isEqualTo(5);
    }
    assertThat(events(file()))
        .containsExactly("file_begun", "intent 1", "outcome 1", "intent 2", "outcome 2");
    assertThat(folder.resolve("audit.journal")).doesNotExist();
  }

  @Test
  void beginsAnotherFileWhenOneIsFullAndKeepsOneChain() throws IOException {
    try (FileSink sink = sink()) {
      for (int i = 0; i < 1_000; i++) {
        sink.append(line("x".repeat(200)));
      }
    }
    Verification found = verify();
    assertThat(found.findings()).isEmpty();
    assertThat(found.lines()).isGreaterThan(1_000);
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".jsonl")))
          .hasSizeGreaterThan(3)
          .allSatisfy(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(65_536))
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void beginsAnotherFileEachDayAndRemovesOldOnes() throws IOException {
    Path old = Files.createFile(folder.resolve("audit.2020-01-01.000000000007.jsonl"));
    Path other = Files.createFile(folder.resolve("audit.notes.jsonl"));
    try (FileSink sink = sink()) {
      sink.append(line("today"));
      sink.append(line("tomorrow", NOON + 86_400));
      assertThat(events(folder.resolve("audit.2026-01-02.000000000002.jsonl")))
          .containsExactly("file_begun", "today");
      while (Files.exists(old)) {
        Thread.onSpinWait();
      }
    }
    assertThat(events(file())).startsWith("file_begun", "tomorrow");
    assertThat(other).exists();
    Files.delete(other);
    assertThat(verify().findings()).isEmpty();
  }

  @Test
  void goesOnWithTheFileOfTheRunBefore() throws IOException {
    for (int run = 0; run < 3; run++) {
      try (FileSink sink = sink()) {
        sink.append(line("run " + run, System.currentTimeMillis() / 1_000));
      }
    }
    Verification found = verify();
    assertThat(found.findings()).isEmpty();
    assertThat(found.lines()).isEqualTo(4);
    assertThat(found.remarks()).singleElement().asString().contains("ends with line 4, closed");
  }

  @Test
  void goesOnBehindATornEnd() throws IOException {
    long now = System.currentTimeMillis() / 1_000;
    try (FileSink sink = sink()) {
      sink.append(line("run 1", now));
    }
    Files.writeString(file(), "{\"time\":\"20", StandardOpenOption.APPEND);
    try (FileSink sink = sink()) {
      sink.append(line("run 2", now));
    }
    JsonNode last = JsonMapper.shared().readTree(Files.readAllLines(file()).getLast());
    assertThat(last.path("torn").asInt()).isEqualTo(11);
    assertThat(verify().findings()).isEmpty();
  }

  @Test
  void neverCoversUpThatLinesWereCutOffBetweenTwoRuns() throws IOException {
    long now = System.currentTimeMillis() / 1_000;
    try (FileSink sink = sink()) {
      for (int i = 0; i < 5; i++) {
        sink.append(line("run 1", now));
      }
    }
    List<String> lines = Files.readAllLines(file());
    Files.writeString(file(), String.join("\n", lines.subList(0, 4)) + "\n");
    try (FileSink sink = sink()) {
      sink.append(line("run 2", now));
    }
    assertThat(verify().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.line()).isEqualTo(5);
              assertThat(finding.problem()).contains("the lines 5 to 6 before it are missing");
            });
  }

  @Test
  void setsAFileAsideThatItDidNotWrite() throws IOException {
    Files.writeString(file(), "{\"event\":\"of an older version\"}\n");
    long now = System.currentTimeMillis() / 1_000;
    try (FileSink sink = sink()) {
      sink.append(line("run", now));
    }
    assertThat(events(file())).containsExactly("file_begun", "file_set_aside", "run");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith("audit.set-aside."));
    }
  }

  @Test
  void givesEachInstanceAFileOfItsOwn() throws IOException {
    try (FileSink one = sink();
        FileSink two = sink()) {
      one.append(line("one"));
      two.append(line("two"));
    }
    assertThat(events(file())).containsExactly("file_begun", "one");
    assertThat(events(folder.resolve("audit.2.jsonl"))).containsExactly("file_begun", "two");
    assertThat(verify().findings()).isEmpty();
  }

  @Test
  void copiesTheSameLines() throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    try (FileSink sink = FileSink.open(folder, SMALL, new SecureRandom(), Optional.of(copy))) {
      sink.append(line("intent"));
      sink.appendSoon(line("outcome"));
    }
    assertThat(Files.readString(file())).endsWith(copy.toString(StandardCharsets.UTF_8));
    assertThat(copy.toString(StandardCharsets.UTF_8)).contains("intent").contains("outcome");
  }

  @Test
  void refusesAKeyThatOthersMayRead() throws IOException {
    sink().close();
    Path key = folder.resolve("audit-key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(this::sink).isInstanceOf(AuditKeyRefused.class);
  }
}
