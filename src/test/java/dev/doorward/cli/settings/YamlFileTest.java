package dev.doorward.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {
  @TempDir Path folder;

  @Test
  void readsWordsListsAndMappings() throws IOException {
    assertThat(read("a: yes\nb: [1, '2']\nc:\n  d: 0x10\n"))
        .isEqualTo(
            new Raw.Entries(
                Map.of(
                    "a", new Raw.Text("yes"),
                    "b", new Raw.Items(List.of(new Raw.Text("1"), new Raw.Text("2"))),
                    "c", new Raw.Entries(Map.of("d", new Raw.Text("0x10"))))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment\n", "---\n", "---\n...\n"})
  void takesAnEmptyFileAsAnEmptyMapping(String text) throws IOException {
    assertThat(read(text).values()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: &x 1                          | line 1 uses an anchor
          {a: *x}                          | line 1 uses an alias
          a: !!java.net.URL [x]            | line 1 uses a tag
          a: !env HOME                     | line 1 uses a tag
          !!map {a: b}                     | line 1 uses a tag
          {a: 1, a: 2}                     | line 1 repeats 'a'
          [a, b]                           | line 1 is not a mapping of keys
          {a: [[[[[[[[[1]]]]]]]]]}         | line 1 is nested deeper than 8
          {[a]: b}                         | line 1 uses something other than a word as a name
          {a: b                            | is not YAML
          """)
  void refusesWhatIsNotPlain(String text, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(SettingsRefused.class)
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("\n");
  }

  /// The parser reads a thousand characters or so at a time.
  @Test
  void readsACharacterOfTwoHalvesAnywhere() throws IOException {
    for (int before = 900; before < 1_100; before++) {
      assertThat(read("# " + "x".repeat(before) + "\uD83D\uDE00\uD83D\uDE00\na: b\n").values())
          .containsKey("a");
    }
  }

  @Test
  void refusesASecondDocument() {
    assertThatThrownBy(() -> read("a: 1\n---\nb: 2\n")).hasMessageContaining("second document");
  }

  @Test
  void refusesAFileOver64KiB() {
    assertThatThrownBy(() -> read("# " + "x".repeat(65_536))).hasMessageContaining("over 64 KiB");
  }

  @Test
  void refusesDeepNestingWithoutExhaustingTheStack() {
    assertThatThrownBy(() -> read("a: " + "[".repeat(60_000))).isInstanceOf(SettingsRefused.class);
  }

  @Test
  void refusesBytesThatAreNotUtf8() throws IOException {
    Path file = folder.resolve("doorward.yml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff});

    assertThatThrownBy(() -> YamlFile.read(file)).hasMessageContaining("is not UTF-8");
  }

  private Raw.Entries read(String text) throws IOException {
    Path file = folder.resolve("doorward.yml");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    return YamlFile.read(file);
  }
}
