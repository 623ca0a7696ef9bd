package dev.doorward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  private static final Form FORM =
      Form.of("x", "Does x.")
          .withWord("client", "who")
          .with("--door", "door", "which")
          .withSettings()
          .withDangers();

  @Test
  void readsFlagsWithTheirValuesInBothForms() {
    assertThat(plain("--port", "1", "cursor", "--skills=a", "--skills", "b"))
        .contains(
            new Words(
                Map.of("--port", List.of("1"), "--skills", List.of("a", "b")), List.of("cursor")));
  }

  @Test
  void takesAnEmptyValueAfterTheEqualsSign() {
    assertThat(plain("cursor", "--door=").orElseThrow().one("--door")).contains("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "cursor --prot 1",
        "cursor --port",
        "cursor --port --host h",
        "cursor --port 1 --port 2",
        "cursor vscode",
        "--port 1",
        "cursor --",
        "cursor --dangerously-run-as-root=true",
        "cursor --dangerously-run-as-root --dangerously-run-as-root",
        "cursor @file"
      })
  void leavesEverythingElseToSomebodyWhoCanSayWhatIsMeant(String written) {
    assertThat(plain(written.split(" ", -1))).isEmpty();
  }

  @Test
  void agreesWithPicocliOnWhatItReads() {
    for (List<String> written :
        List.of(
            List.of("cursor"),
            List.of("cursor", "--door", "http"),
            List.of("--dangerously-run-as-root", "cursor", "--port", "1"),
            List.of("--door=http", "cursor", "--port=8"),
            List.of("cursor", "--skills", "a:b", "--skills=c", "--enable", "conformance"))) {
      assertThat(Words.plain(FORM, written)).isEqualTo(Picocli.read(FORM, written, System.err));
    }
  }

  private static Optional<Words> plain(String... arguments) {
    return Words.plain(FORM, List.of(arguments));
  }
}
