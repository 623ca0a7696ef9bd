package dev.doorward.tools.skills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontMatterTest {
  @Test
  void keepsEveryFieldAsTheAuthorWroteIt() throws BrokenSkill {
    FrontMatter read =
        FrontMatter.read(
            """
            ---
            name: pdf-processing
            description: >-
              Extracts text
              from files.
            license: Apache-2.0
            metadata:
              version: "1.0"
              rank: 1.5
              tags: [a, 'b', 3, true, null, 0x1F, 0o17]
            x-future: {deep: {deeper: yes}}
            ---
            # Body
            """,
            "pdf-processing");
    assertThat(read.name()).isEqualTo("pdf-processing");
    assertThat(read.description()).isEqualTo("Extracts text from files.");
    assertThat(read.fields())
        .hasToString(
            """
            {"name":"pdf-processing","description":"Extracts text from files.",\
            "license":"Apache-2.0","metadata":{"version":"1.0","rank":1.5,\
            "tags":["a","b",3,true,null,31,15]},"x-future":{"deep":{"deeper":"yes"}}}\
            """);
  }

  @Test
  void acceptsWindowsLineEndsAndTrailingBlanksOnTheFence() throws BrokenSkill {
    FrontMatter read =
        FrontMatter.read("---\r\nname: a\r\ndescription: b\r\n--- \r\nbody\r\n", "a");
    assertThat(read.description()).isEqualTo("b");
  }

  /// The parser reads a thousand characters or so at a time.
  @Test
  void acceptsACharacterOfTwoHalvesAnywhere() throws BrokenSkill {
    for (int before = 900; before < 1_100; before++) {
      String comment = "# " + "x".repeat(before) + "\uD83D\uDE00\uD83D\uDE00\n";
      assertThat(FrontMatter.read("---\n" + comment + "name: a\ndescription: b\n---\n", "a").name())
          .isEqualTo("a");
    }
  }

  @Test
  void separatesTheBody() {
    assertThat(FrontMatter.body("---\nname: a\n---\n\n# Title\n---\nmore\n"))
        .isEqualTo("# Title\n---\nmore\n");
    assertThat(FrontMatter.body("---\nname: a\n---")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "a_b",
        "-a",
        "a-",
        "a--b",
        "é",
        "a b",
        "",
        "a.b",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void refusesNamesTheFormatDoesNotAllow(String name) {
    refuses("---\nname: \"" + name + "\"\ndescription: b\n---\n", name, "name");
  }

  @Test
  void refusesANameThatIsNotTheDirectorys() {
    refuses("---\nname: a\ndescription: b\n---\n", "b", "the directory is called otherwise");
  }

  @Test
  void refusesMissingEmptyAndOverlongFields() {
    refuses("---\nname: a\n---\n", "a", "needs a description");
    refuses("---\ndescription: a\n---\n", "a", "needs a name");
    refuses("---\nname: a\ndescription: ' '\n---\n", "a", "needs a description");
    refuses("---\nname: a\ndescription: 7\n---\n", "a", "needs a description");
    refuses("---\nname: a\ndescription: " + "d".repeat(1_025) + "\n---\n", "a", "longer than 1024");
    refuses(valid("compatibility: " + "c".repeat(501)), "a", "compatibility is longer");
    refuses(valid("license: [x]"), "a", "license must be a text");
    refuses(valid("metadata: text"), "a", "metadata must be a mapping");
    refuses(valid("allowed-tools: [Read]"), "a", "allowed-tools must be a text");
  }

  @Test
  void refusesWhatIsNotFrontMatter() {
    refuses("", "a", "must begin with front matter");
    refuses("# Title\n", "a", "must begin with front matter");
    refuses(" ---\nname: a\n---\n", "a", "must begin with front matter");
    refuses("---\nname: a\ndescription: b\n", "a", "no closing line");
    refuses("---", "a", "no closing line");
    refuses("\uFEFF---\nname: a\ndescription: b\n---\n", "a", "byte order mark");
    refuses("---\n---\n", "a", "YAML document");
    refuses("---\n- a\n- b\n---\n", "a", "must be a mapping");
    refuses("---\nname: [a\n---\n", "a", "not YAML");
    refuses("---\nname: \u0000\n---\n", "a", "not YAML");
  }

  @Test
  void refusesYamlThatCanSurprise() {
    refuses(valid("x: &anchor y"), "a", "anchors");
    refuses(valid("x: &anchor {y: z}"), "a", "anchors");
    refuses(valid("x: *alias"), "a", "aliases");
    refuses(valid("x: !!java.net.URL [http://localhost]"), "a", "tags");
    refuses(valid("x: !!str 1"), "a", "tags");
    refuses(valid("x: !local {y: z}"), "a", "tags");
    refuses(valid("name: again"), "a", "twice");
    refuses(valid("1: number key"), "a", "must be a text");
    refuses(valid("? [complex]\n: key"), "a", "must be a text");
    refuses(valid("x: .inf"), "a", "JSON cannot write");
    refuses(valid("x: " + "9".repeat(41)), "a", "too long");
    refuses(valid("x: " + "[".repeat(9) + "]".repeat(9)), "a", "deeper than 8");
    refuses(valid("x: " + "[".repeat(20_000)), "a", "front matter");
    refuses(valid("x: [" + "1,".repeat(1_001) + "]"), "a", "more than 1000 values");
    refuses(valid("x: " + "y".repeat(70_000)), "a", "longer than");
    refuses(valid("...\nz: 1"), "a", "not YAML");
  }

  private static String valid(String extraLine) {
    return "---\nname: a\ndescription: b\n" + extraLine + "\n---\n";
  }

  private static void refuses(String text, String directory, String problem) {
    assertThatExceptionOfType(BrokenSkill.class)
        .isThrownBy(() -> FrontMatter.read(text, directory))
        .extracting(BrokenSkill::problem)
        .asString()
        .contains(problem);
  }
}
