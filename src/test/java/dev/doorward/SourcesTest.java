package dev.doorward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for every source file, read from the files themselves.
class SourcesTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final int LONGEST_FILE_LINES = 300;

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
    var silent = new TreeSet<String>();
    for (Path source : sources(MAIN)) {
      Path description = source.resolveSibling("package-info.java");
      if (!Files.exists(description)) {
        silent.add(source.getParent() + " has no package-info.java");
        continue;
      }
      String text = Files.readString(description);
      if (!text.startsWith("///") || !text.contains("@NullMarked")) {
        silent.add(description + " lacks a description or @NullMarked");
      }
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void noFileIsLongerThanAReaderCanHold() throws IOException {
    var tooLong = new ArrayList<String>();
    for (Path source : sources(Path.of("src"))) {
      long lines;
      try (Stream<String> all = Files.lines(source)) {
        lines = all.count();
      }
      if (lines > LONGEST_FILE_LINES) {
        tooLong.add(source + ": " + lines);
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void noTestSleepsOrIsSwitchedOff() throws IOException {
    var found = new ArrayList<String>();
    for (Path source : sources(Path.of("src"))) {
      String text = Files.readString(source);
      for (String banned : List.of("Thread" + ".sleep(", "@" + "Disabled", "org." + "mockito")) {
        if (!source.startsWith(MAIN) && text.contains(banned)) {
          found.add(source + ": " + banned);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }
}
