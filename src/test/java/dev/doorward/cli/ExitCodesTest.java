package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Proves that `docs/exit-codes.md` names every way to end; `-Dgolden.update=true` writes it.
class ExitCodesTest {
  private static final Path REFERENCE = Path.of("docs", "exit-codes.md");
  private static final Path LAUNCHER = Path.of("doorward");

  /// How the launcher and signals end the process; they are not in the code's own table.
  private static final Map<Integer, String> OTHERS =
      new TreeMap<>(
          Map.of(
              69, "The launcher finds no JDK 25, or no Maven to build with.",
              70, "The launcher could not build the distribution.",
              130, "The process was interrupted (SIGINT) and closed its doors.",
              143, "The process was told to end (SIGTERM) and closed its doors."));

  @Test
  void theReferenceNamesExactlyTheCodesThereAre() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(REFERENCE, reference());
    }

    assertThat(Files.readString(REFERENCE)).isEqualTo(reference());
  }

  @Test
  void theLauncherEndsOnlyAsTheReferenceSays() throws IOException {
    var used =
        Pattern.compile("\\b(?:die|exit) (\\d+)")
            .matcher(Files.readString(LAUNCHER))
            .results()
            .map(match -> Integer.valueOf(match.group(1)))
            .filter(code -> code != 0)
            .collect(Collectors.toSet());

    assertThat(used).isNotEmpty().isSubsetOf(OTHERS.keySet());
  }

  @Test
  void noTwoMeaningsShareANumber() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).doesNotHaveDuplicates();
    assertThat(OTHERS.keySet())
        .doesNotContainAnyElementsOf(
            Arrays.stream(ExitCode.values()).map(ExitCode::number).toList());
  }

  private static String reference() {
    StringBuilder rows = new StringBuilder();
    for (ExitCode code : ExitCode.values()) {
      rows.append(row(code.number(), code.meaning()));
    }
    OTHERS.forEach((number, meaning) -> rows.append(row(number, meaning)));
    return """
    # Exit codes

    A start that is refused prints one line on standard error, `doorward: <key>: <problem>; <fix>`, and ends with one of
    these. Nothing has been started then, and nothing that was there has been overwritten.

    | code | meaning |
    |--:|---|
    """
        + rows;
  }

  private static String row(int number, String meaning) {
    return "| " + number + " | " + meaning + " |\n";
  }
}
